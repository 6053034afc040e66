namespace Acp.Pricing;

/// <param name="State">Null: any.</param>
/// <param name="PostalPrefix">Null: any.</param>
public sealed record TaxRule(string Country, string? State, string? PostalPrefix, TaxTable Rates)
{
    public bool Covers(Address address) =>
        Place.SameCountry(Country, address)
        && (State is null || State == Place.State(address))
        && (PostalPrefix is null || Place.PostalCode(address.PostalCode).StartsWith(PostalPrefix, StringComparison.Ordinal));

    /// <summary>The longer postal prefix wins; between equals, the rule that names the state.</summary>
    public (int Postal, bool State) Specificity => (PostalPrefix?.Length ?? 0, State is not null);
}
