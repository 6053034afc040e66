using FsCheck;
using FsCheck.Fluent;

namespace Acp.Pricing.Tests;

/// <summary>Any cart in any kind of currency, with the rates and discounts that apply to it.</summary>
internal sealed record AnyCart(Cart Cart, IReadOnlyDictionary<string, DiscountRule> Rules, TaxTable Tax, FulfillmentOption Option)
    : IShippingRates, ITaxRates, IDiscounts
{
    private static readonly string[] Currencies = ["usd", "jpy", "isk", "kwd"];

    public long Step => Pricing.Currencies.Of(Cart.Currency).Step;

    public static Arbitrary<AnyCart> Arbitrary { get; } = (
        from currency in Gen.Elements(Currencies)
        let step = Pricing.Currencies.Of(currency).Step
        from lines in Line(step).ArrayOf().Resize(8)
        from rules in Rule(step).ArrayOf().Resize(4)
        from rates in Gen.Choose(0, 1_000_000).ArrayOf(3)
        from shipping in Gen.Choose(0, 5_000)
        select Of(currency, step, lines, rules, rates, shipping)).ToArbitrary();

    public Task<Quote> Price() => Price(Cart);

    public async Task<Quote> Price(Cart cart) => await new Pricer(Nothing, this, this, this, new FixedStock()).Price(cart, Shop.Now);

    public ValueTask<IReadOnlyList<FulfillmentOption>> Offer(Address destination, string currency, DateTimeOffset now) =>
        ValueTask.FromResult<IReadOnlyList<FulfillmentOption>>([Option]);

    public ValueTask<TaxTable> At(Address address) => ValueTask.FromResult(Tax);

    public ValueTask<DiscountRule?> Find(string code, string currency) => ValueTask.FromResult(Rules.GetValueOrDefault(code));

    private static readonly CatalogSnapshot Nothing = new Shop().Snapshot;

    private static AnyCart Of(string currency, long step, FrozenProduct[] products, DiscountRule[] rules, int[] rates, int shipping)
    {
        var lines = products.Select((product, i) => new CartLine($"li_{i}", product.MaxPerOrder, product with { Id = $"p{i}" })).ToList();
        var named = rules.Select((rule, i) => rule with { Code = $"C{i}" }).ToDictionary(rule => rule.Code);
        return new AnyCart(
            new Cart(currency, lines, Shop.Oregon, null, [Shop.Ship("ship", [.. lines.Select(line => line.LineId)])], [.. named.Keys]),
            named,
            new TaxTable(new Dictionary<string, long> { ["food"] = rates[0] }, rates[1], rates[2]),
            new FulfillmentOption(FulfillmentType.Shipping, "ship", "Ship", null, null, null, null, shipping * step));
    }

    /// <summary>The largest quantity stands for the line's quantity.</summary>
    private static Gen<FrozenProduct> Line(long step) =>
        from price in Gen.Frequency((6, Gen.Choose(0, 20_000)), (4, Gen.Elements(500, 1000)), (1, Gen.Constant((int)(99_999_999 / step))), (1, Gen.Choose(0, 3)))
        from quantity in Gen.Frequency((4, Gen.Constant(1)), (5, Gen.Choose(1, 7)), (1, Gen.Choose(1, 999)))
        from kind in Gen.Elements(ProductKind.Physical, ProductKind.Digital)
        from category in Gen.Elements("food", "standard")
        select new FrozenProduct("", "Thing", null, price * step, kind, category, [], quantity);

    private static Gen<DiscountRule> Rule(long step) =>
        from percent in Gen.Choose(1, 1_000_000)
        from amount in Gen.Choose(1, 50_000)
        from isPercent in Gen.Elements(true, false)
        from combinable in Gen.Frequency((4, Gen.Constant(true)), (1, Gen.Constant(false)))
        from minimum in Gen.Frequency((3, Gen.Constant(0)), (1, Gen.Choose(0, 100_000)))
        select new DiscountRule("", "Off", isPercent ? percent : null, isPercent ? null : amount * step, minimum * step, combinable, null, null);
}
