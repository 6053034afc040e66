namespace Acp.Pricing;

/// <param name="Code">As the platform sent it.</param>
/// <param name="Rule">Null where no discount of this code exists in the cart's currency.</param>
internal sealed record SubmittedCode(string Code, DiscountRule? Rule);

/// <summary>Everything the ports said about a cart; what follows from it is computed without asking again.</summary>
/// <param name="Available">By line: what is left to sell.</param>
internal sealed record PricingFacts(
    Delivery Delivery, TaxPlaces Places, TaxTables Taxes, IReadOnlyList<SubmittedCode> Codes, IReadOnlyList<Availability> Available);
