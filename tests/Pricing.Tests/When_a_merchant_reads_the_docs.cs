using static Acp.Pricing.Tests.Shop;

namespace Acp.Pricing.Tests;

public sealed class When_a_merchant_reads_the_docs
{
    [Fact]
    public void The_example_is_a_catalog()
    {
        var text = File.ReadAllText("catalog.md").ReplaceLineEndings("\n");
        var example = text.Split("```jsonc\n")[1].Split("```")[0];

        Assert.Single(Parse(example).Products);
    }

    [Fact]
    public async Task The_worked_example_comes_out_as_written()
    {
        var demo = CatalogFile.Load("catalog.demo.json");
        var pricer = new Pricer(demo, demo, demo, demo, new FixedStock());
        var change = await pricer.Assemble([], [Ask("item_mug", 2), Ask("item_ebook")], "usd");
        var lines = Assert.IsType<CartChange.Changed>(change).Lines;

        var quote = await pricer.Price(new Cart("usd", lines, SanFrancisco, null, [Ship("us_standard", "item_mug")], ["WELCOME10"]), Now);

        Assert.Equal([5500, 550, 4950, 500, 426, 5876], quote.Totals.Select(line => line.Amount));
        Assert.Equal([(360, 279), (190, 147)], quote.Lines.Select(line => (line.Discount, line.Tax)));
        Assert.Empty(quote.Obstacles);
    }
}
