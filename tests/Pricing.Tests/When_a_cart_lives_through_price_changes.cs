using FsCheck;
using FsCheck.Fluent;

namespace Acp.Pricing.Tests;

public sealed class When_a_cart_lives_through_price_changes
{
    private static readonly string[] Items = ["p0", "p1", "p2"];

    /// <summary>A round: the catalog's price has changed, and the platform asks for these items.</summary>
    private static Arbitrary<(int Price, string[] Items)[]> Rounds { get; } = (
        from price in Gen.Choose(1, 1000)
        from items in Gen.SubListOf(Items)
        select (price, items.ToArray())).ArrayOf().ToArbitrary();

    [Fact]
    public void Each_item_keeps_the_price_and_the_line_of_the_day_it_came() => Prop.ForAll(Rounds, async rounds =>
    {
        var (lines, expected) = ((IReadOnlyList<CartLine>)[], new Dictionary<string, int>());
        foreach (var (price, asked) in rounds)
        {
            expected = asked.ToDictionary(id => id, id => expected.GetValueOrDefault(id, price));
            lines = await Ask(lines, asked, price);
            if (lines.Any(line => line.Product.UnitAmount != expected[line.Product.Id] || line.LineId != $"li_{line.Product.Id}"))
            {
                return false;
            }
        }

        return lines.Count == expected.Count;
    }).QuickCheckThrowOnFailure();

    private static async Task<IReadOnlyList<CartLine>> Ask(IReadOnlyList<CartLine> lines, string[] asked, int price)
    {
        var products = Items.Select(id => $$"""{ "id": "{{id}}", "name": "P", "kind": "digital", "prices": { "usd": {{price}} } }""");
        var shop = new Shop($$"""{ "products": [{{string.Join(',', products)}}] }""");
        var change = await shop.Pricer.Assemble(lines, [.. asked.Select(id => Shop.Ask(id))], "usd");
        return Assert.IsType<CartChange.Changed>(change).Lines;
    }
}
