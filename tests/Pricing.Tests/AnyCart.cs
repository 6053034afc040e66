using FsCheck;
using FsCheck.Fluent;

namespace Acp.Pricing.Tests;

/// <summary>Any cart in any kind of currency, going any way, with the rates and discounts that apply to it.</summary>
/// <param name="Ways">By line, the option that was chosen for it; null where none was.</param>
internal sealed record AnyCart(
    Cart Cart,
    IReadOnlyDictionary<string, DiscountRule> Rules,
    IReadOnlyDictionary<Address, TaxTable> Taxes,
    IReadOnlyList<FulfillmentOption> Options,
    IReadOnlyList<FulfillmentOption?> Ways)
    : IFulfillmentRates, ITaxRates, IDiscounts
{
    private static readonly string[] Currencies = ["usd", "jpy", "isk", "kwd"];

    private static readonly Address[] Places = [Shop.Oregon, Shop.Berlin, Shop.LosAngeles, Shop.SanFrancisco];

    private static readonly FulfillmentOption[] Kinds =
    [
        Option(FulfillmentType.Shipping, "slow"),
        Option(FulfillmentType.Shipping, "fast"),
        Option(FulfillmentType.LocalDelivery, "today"),
        Option(FulfillmentType.Pickup, "store", Shop.LosAngeles),
        Option(FulfillmentType.Pickup, "locker", Shop.SanFrancisco),
    ];

    private static readonly CatalogSnapshot Nothing = new Shop().Snapshot;

    public long Step => Pricing.Currencies.Of(Cart.Currency).Step;

    public static Arbitrary<AnyCart> Arbitrary { get; } = (
        from currency in Gen.Elements(Currencies)
        let step = Pricing.Currencies.Of(currency).Step
        from lines in Line(step).ArrayOf().Resize(8)
        from ways in Gen.Choose(-1, Kinds.Length - 1).ArrayOf(lines.Length)
        from rules in Rule(step).ArrayOf().Resize(4)
        from rates in Gen.Choose(0, 1_000_000).ArrayOf(3 * Places.Length)
        from amounts in Gen.Choose(0, 5_000).ArrayOf(Kinds.Length)
        from destination in Gen.Frequency((4, Gen.Constant<Address?>(Shop.Oregon)), (1, Gen.Constant<Address?>(null)))
        from billing in Gen.Elements(Shop.Berlin, null)
        select Of(new Cart(currency, Named(lines), destination, billing, [], []), step, ways, rules, rates, amounts)).ToArbitrary();

    /// <summary>What serves this line in the end: where there is no address, only what is picked up.</summary>
    public FulfillmentOption? WayOf(CartLine line) =>
        line.Product.Kind == ProductKind.Physical && Ways[Cart.Lines.TakeWhile(other => other != line).Count()] is { } way && (Cart.Destination is not null || way.Pickup is not null)
            ? way
            : null;

    public Address? TaxedAt(CartLine line) => WayOf(line)?.Pickup?.Address
        ?? (Physical.All(one => WayOf(one)?.Pickup is not null) ? Cart.BillingAddress ?? Cart.Destination : Cart.Destination);

    public IEnumerable<CartLine> Physical => Cart.Lines.Where(line => line.Product.Kind == ProductKind.Physical);

    public TaxTable RatesFor(Address? address) => address is null ? TaxTables.NoTax : Taxes[address];

    public Task<Quote> Price() => Price(Cart);

    public async Task<Quote> Price(Cart cart) => await new Pricer(Nothing, this, this, this, new FixedStock()).Price(cart, Shop.Now);

    public ValueTask<IReadOnlyList<FulfillmentOption>> Offer(
        IReadOnlyList<CartLine> lines, Address? destination, string currency, DateTimeOffset now) =>
        ValueTask.FromResult<IReadOnlyList<FulfillmentOption>>(
            [.. Options.Where(option => destination is not null || option.Type == FulfillmentType.Pickup)]);

    public ValueTask<IReadOnlyList<TaxTable>> At(IReadOnlyList<Address> addresses) =>
        ValueTask.FromResult<IReadOnlyList<TaxTable>>([.. addresses.Select(address => Taxes[address])]);

    public ValueTask<DiscountRule?> Find(string code, string currency) => ValueTask.FromResult(Rules.GetValueOrDefault(code));

    private static AnyCart Of(Cart cart, long step, int[] ways, DiscountRule[] rules, int[] rates, int[] amounts)
    {
        var named = rules.Select((rule, i) => rule with { Code = $"C{i}" }).ToDictionary(rule => rule.Code);
        var options = Kinds.Zip(amounts, (kind, amount) => kind with { Amount = amount * step }).ToArray();
        var chosen = ways.Select(way => way < 0 ? null : options[way]).ToArray();
        return new AnyCart(
            cart with { Selected = [.. Select(cart.Lines, chosen)], DiscountCodes = [.. named.Keys] },
            named,
            Places.Index().ToDictionary(place => place.Item, place => Rates(rates[(3 * place.Index)..])),
            options,
            chosen);
    }

    private static IEnumerable<SelectedFulfillment> Select(IReadOnlyList<CartLine> lines, IReadOnlyList<FulfillmentOption?> ways) =>
        from pair in lines.Zip(ways)
        where pair.First.Product.Kind == ProductKind.Physical && pair.Second is not null
        group pair.First.LineId by pair.Second into served
        select new SelectedFulfillment(served.Key.Type, served.Key.Id, [.. served]);

    private static IReadOnlyList<CartLine> Named(FrozenProduct[] products) =>
        [.. products.Select((product, i) => new CartLine($"li_{i}", product.MaxPerOrder, product with { Id = $"p{i}" }))];

    private static TaxTable Rates(int[] rates) => new(new Dictionary<string, long> { ["food"] = rates[0] }, rates[1], rates[2]);

    private static FulfillmentOption Option(FulfillmentType type, string id, Address? pickedUpAt = null) =>
        new(type, id, id, null, null, null, null, 0)
        {
            Pickup = pickedUpAt is null ? null : new PickupTerms(id, pickedUpAt, null, null, PickupType.InStore, null, null),
        };

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
