namespace Acp.Pricing;

/// <param name="Code">As the platform sent it.</param>
/// <param name="Rule">Null where no discount of this code exists in the cart's currency.</param>
internal sealed record SubmittedCode(string Code, DiscountRule? Rule);

/// <summary>Everything the ports said about a cart; what follows from it is computed without asking again.</summary>
/// <param name="Available">By line: units left to sell, or null where the product is not counted.</param>
internal sealed record PricingFacts(
    IReadOnlyList<FulfillmentOption> Shipping,
    Address? TaxedAt,
    TaxTable Tax,
    IReadOnlyList<SubmittedCode> Codes,
    IReadOnlyList<long?> Available);

internal static class TaxAddress
{
    public static readonly TaxTable NoTax = new(new Dictionary<string, long>(), DefaultPpm: 0, ShippingPpm: 0);

    /// <summary>Goods are taxed where they go; what is not shipped, where its buyer is billed.</summary>
    public static Address? Of(Cart cart) => cart.Lines.AnyOf(ProductKind.Physical)
        ? cart.Destination
        : cart.BillingAddress ?? cart.Destination;
}
