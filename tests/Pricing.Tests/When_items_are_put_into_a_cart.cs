using Acp.CheckoutSessions;
using static Acp.Pricing.Tests.Shop;

namespace Acp.Pricing.Tests;

public sealed class When_items_are_put_into_a_cart
{
    private readonly Shop shop = new();

    [Fact]
    public async Task They_come_in_the_order_they_were_asked_for()
    {
        var lines = await shop.Lines(Ask("tee"), Ask("mug", 2));

        Assert.Equal([("li_tee", 1), ("li_mug", 2)], lines.Select(line => (line.LineId, line.Quantity)));
    }

    [Fact]
    public async Task The_same_item_twice_is_one_line()
    {
        var line = Assert.Single(await shop.Lines(Ask("mug", 2), Ask("mug", 3)));

        Assert.Equal(5, line.Quantity);
    }

    [Fact]
    public async Task The_catalogs_later_prices_do_not_reach_them()
    {
        var before = await shop.Lines(Ask("mug"));
        var dearer = new Shop(Catalog.Replace("\"usd\": 1000", "\"usd\": 1100", StringComparison.Ordinal));

        var after = await dearer.Pricer.Assemble(before, [Ask("ebook"), Ask("mug", 2)], "usd");

        var lines = Assert.IsType<CartChange.Changed>(after).Lines;
        Assert.Equal(before[0] with { Quantity = 2 }, lines[1]);
    }

    [Fact]
    public async Task One_that_left_the_catalog_stays_in_the_cart()
    {
        var before = await shop.Lines(Ask("mug"));
        var without = new Shop(Catalog.Replace("\"id\": \"mug\"", "\"id\": \"cup\"", StringComparison.Ordinal));

        Assert.IsType<CartChange.Changed>(await without.Pricer.Assemble(before, [Ask("mug")], "usd"));
    }

    [Fact]
    public async Task An_unknown_one_is_refused_where_it_stands() =>
        await Refused(RefusalRule.UnknownItem, "$.line_items[1].id", "usd", Ask("mug"), Ask("unicorn"));

    [Fact]
    public async Task One_that_is_not_sold_in_the_currency_is_refused() =>
        await Refused(RefusalRule.UnknownItem, "$.line_items[0].id", "jpy", Ask("tee"));

    [Theory]
    [InlineData("eur")]
    [InlineData("USD")]
    [InlineData("")]
    public async Task A_currency_nothing_is_sold_in_is_refused(string currency) =>
        await Refused(RefusalRule.CurrencyNotSupported, "$.currency", currency, Ask("mug"));

    [Theory]
    [InlineData("tee", 6, 0)]
    [InlineData("mug", 1000, 0)]
    [InlineData("mug", int.MaxValue, 0)]
    public async Task More_than_an_order_may_hold_is_refused(string item, int quantity, int index) =>
        await Refused(RefusalRule.QuantityTooLarge, $"$.line_items[{index}].quantity", "usd", Ask(item, quantity));

    [Theory]
    [InlineData(1)]
    [InlineData(int.MaxValue)]
    public async Task The_limit_of_an_order_counts_both_entries_of_an_item(int more) =>
        await Refused(RefusalRule.QuantityTooLarge, "$.line_items[1].quantity", "usd", Ask("mug", 999), Ask("mug", more));

    [Fact]
    public async Task More_than_is_left_is_refused_with_the_number_left()
    {
        var refusal = await Refused(RefusalRule.OutOfStock, "$.line_items[1]", "usd", Ask("mug"), Ask("tee", 2), Ask("tee", 2));

        Assert.Contains("Only 3 of Tee are left", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stock_below_nothing_reads_as_none()
    {
        shop.Stock["tee"] = -4;

        var refusal = await Refused(RefusalRule.OutOfStock, "$.line_items[0]", "usd", Ask("tee"));

        Assert.Contains("0 are left", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hundred_lines_are_the_most()
    {
        var many = new Shop($$"""{ "products": [{{string.Join(',', Enumerable.Range(0, 101).Select(Product))}}] }""");
        var asked = Enumerable.Range(0, 101).Select(i => Ask($"p{i}")).ToArray();

        Assert.IsType<CartChange.Changed>(await many.Pricer.Assemble([], asked[..100], "usd"));
        var refused = Assert.IsType<CartChange.Refused>(await many.Pricer.Assemble([], asked, "usd"));
        Assert.Equal((RefusalRule.QuantityTooLarge, "$.line_items"), (refused.Refusal.Rule, refused.Refusal.Param));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public async Task A_quantity_that_is_none_is_never_priced(int quantity) =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await shop.Lines(Ask("mug", quantity)));

    private static string Product(int i) => $$"""{ "id": "p{{i}}", "name": "P", "kind": "digital", "prices": { "usd": 100 } }""";

    private async Task<Refusal> Refused(RefusalRule rule, string param, string currency, params RequestedItem[] asked)
    {
        var refused = Assert.IsType<CartChange.Refused>(await shop.Pricer.Assemble([], asked, currency));
        Assert.Equal((rule, param), (refused.Refusal.Rule, refused.Refusal.Param));
        return refused.Refusal;
    }
}
