using FsCheck;
using FsCheck.Fluent;

namespace Acp.Pricing.Tests;

public sealed class When_any_cart_is_priced
{
    [Fact]
    public void Its_lines_add_up() => Always((any, quote) => quote.Lines.All(line =>
        line.BaseAmount == line.Line.Product.UnitAmount * line.Line.Quantity
        && line.Subtotal == line.BaseAmount - line.Discount
        && line.Tax == Rounding.Share(line.Subtotal, any.RatesFor(any.TaxedAt(line.Line)).For(line.Line.Product.TaxCategory), any.Step)
        && line.Total == line.Subtotal + line.Tax
        && line.Discount >= 0 && line.Subtotal >= 0 && line.Tax >= 0));

    [Fact]
    public void Its_totals_are_its_lines_and_each_option_that_serves_one() => Always((any, quote) =>
    {
        var chosen = any.Physical.Select(any.WayOf).OfType<FulfillmentOption>().Distinct().ToList();
        var delivery = chosen.Sum(option => option.Amount);
        var subtotal = quote.Lines.Sum(line => line.Subtotal);
        var tax = quote.Lines.Sum(line => line.Tax) + chosen.Sum(option =>
            Rounding.Share(option.Amount, any.RatesFor(option.Pickup?.Address ?? any.Cart.Destination).ShippingPpm, any.Step));
        return (quote.Amount(TotalType.Fulfillment) ?? 0) == delivery
            && quote.Amount(TotalType.ItemsBaseAmount) == quote.Lines.Sum(line => line.BaseAmount)
            && (quote.Amount(TotalType.ItemsDiscount) ?? 0) == quote.Lines.Sum(line => line.Discount)
            && quote.Amount(TotalType.Subtotal) == subtotal
            && quote.Amount(TotalType.Tax) == tax
            && quote.Total == subtotal + delivery + tax;
    });

    [Fact]
    public void A_receipt_sums_to_its_last_line() => Always((_, quote) =>
        quote.Total == quote.Amount(TotalType.ItemsBaseAmount) - (quote.Amount(TotalType.ItemsDiscount) ?? 0)
            + (quote.Amount(TotalType.Fulfillment) ?? 0) + quote.Amount(TotalType.Tax));

    [Fact]
    public void No_amount_is_negative() => Always((_, quote) => quote.Totals.All(line => line.Amount >= 0));

    [Fact]
    public void Every_amount_can_be_charged() => Always((any, quote) =>
        quote.Totals.Select(line => line.Amount)
            .Concat(quote.Lines.SelectMany(line => new[] { line.Discount, line.Tax, line.Total }))
            .Concat(quote.Applied.SelectMany(one => one.LineAllocations))
            .All(amount => amount % any.Step == 0));

    [Fact]
    public void Each_discount_is_allocated_to_the_last_cent() => Always((_, quote) =>
        quote.Applied.All(one => one.LineAllocations.Sum() == one.Amount && one.LineAllocations.All(part => part >= 0))
        && quote.Lines.Index().All(line => line.Item.Discount == quote.Applied.Sum(one => one.LineAllocations[line.Index])));

    [Fact]
    public void Every_code_is_either_applied_or_rejected() => Always((any, quote) =>
        quote.Applied.Select(one => one.Code).Concat(quote.Rejected.Select(one => one.Code)).Order().SequenceEqual(any.Cart.DiscountCodes.Order()));

    [Fact]
    public void Pricing_what_was_priced_changes_nothing() => Prop.ForAll(AnyCart.Arbitrary, async any =>
    {
        var once = await any.Price();
        var again = await any.Price(any.Cart with { Selected = once.Selected, DiscountCodes = once.DiscountCodes });
        return Render(once) == Render(again);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_order_of_lines_moves_no_cent() => Prop.ForAll(AnyCart.Arbitrary, async any =>
    {
        var (one, other) = (await any.Price(), await any.Price(any.Cart with { Lines = [.. any.Cart.Lines.Reverse()] }));
        return one.Lines.Reverse().SequenceEqual(other.Lines) && one.Totals.SequenceEqual(other.Totals);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_order_of_codes_that_combine_moves_no_cent() => Prop.ForAll(AnyCart.Arbitrary, async any =>
    {
        var all = any with { Rules = any.Rules.ToDictionary(rule => rule.Key, rule => rule.Value with { Combinable = true }) };
        var (one, other) = (await all.Price(), await all.Price(any.Cart with { DiscountCodes = [.. any.Cart.DiscountCodes.Reverse()] }));
        return one.Lines.SequenceEqual(other.Lines) && one.Totals.SequenceEqual(other.Totals);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_order_of_selections_moves_no_cent() => Prop.ForAll(AnyCart.Arbitrary, async any =>
    {
        var one = await any.Price();
        var other = await any.Price(any.Cart with
        {
            Selected = [.. any.Cart.Selected.SelectMany(choice => choice.ItemIds.Select(id => choice with { ItemIds = [id] })).Reverse()],
        });
        return one.Lines.SequenceEqual(other.Lines) && one.Totals.SequenceEqual(other.Totals) && one.Obstacles.SequenceEqual(other.Obstacles);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Each_line_goes_one_way_or_is_named_as_an_obstacle() => Always((any, quote) =>
    {
        var served = quote.Selected.SelectMany(choice => choice.ItemIds.Select(id => (any.Cart.Lines.Named(id)!.LineId, choice.OptionId))).ToList();
        var expected = any.Cart.Lines
            .Select(line => (line.LineId, line.Product.Kind == ProductKind.Digital ? "digital" : any.WayOf(line)?.Id))
            .Where(line => line.Item2 is not null);
        return served.Order().SequenceEqual(expected.Order()!)
            && quote.Obstacles.Any(one => one.Param.StartsWith("$.fulfillment", StringComparison.Ordinal) || one.Param.StartsWith("$.selected", StringComparison.Ordinal))
                == (served.Count < any.Cart.Lines.Count);
    });

    [Fact]
    public void Nobody_pays_for_an_option_that_lost_its_last_line() => Prop.ForAll(AnyCart.Arbitrary, async any =>
    {
        var left = any.Physical.Take(1).ToList();
        var quote = await any.Price(any.Cart with { Lines = left });
        return (quote.Amount(TotalType.Fulfillment) ?? 0) == left.Sum(line => any.WayOf(line)?.Amount ?? 0)
            && quote.Selected.All(choice => choice.ItemIds.Count > 0);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_higher_rate_is_never_less_tax() => Prop.ForAll(AnyCart.Arbitrary, Gen.Choose(0, 500_000).ToArbitrary(), async (any, more) =>
    {
        var higher = any with
        {
            Taxes = any.Taxes.ToDictionary(one => one.Key, one => one.Value with { DefaultPpm = one.Value.DefaultPpm + more, ShippingPpm = one.Value.ShippingPpm + more }),
        };
        return (await higher.Price()).Amount(TotalType.Tax) >= (await any.Price()).Amount(TotalType.Tax);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Without_its_discounts_it_is_never_cheaper() => Prop.ForAll(AnyCart.Arbitrary, async any =>
        (await any.Price(any.Cart with { DiscountCodes = [] })).Total >= (await any.Price()).Total).QuickCheckThrowOnFailure();

    private static void Always(Func<AnyCart, Quote, bool> holds) =>
        Prop.ForAll(AnyCart.Arbitrary, async any => holds(any, await any.Price())).QuickCheckThrowOnFailure();

    private static string Render(Quote quote) => System.Text.Json.JsonSerializer.Serialize(quote);
}
