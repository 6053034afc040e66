namespace Acp.Pricing;

/// <summary>A part of a country; what is not null must fit.</summary>
/// <param name="PostalPrefixes">Upper case without blanks and dashes; empty: any.</param>
public sealed record LocalArea(string Country, string? State, string? City, IReadOnlyList<string> PostalPrefixes)
{
    public bool Covers(Address address) =>
        Place.SameCountry(Country, address)
        && (State is null || State == Place.State(address))
        && (City is null || Place.SameText(City, address.City))
        && (PostalPrefixes.Count == 0 || PostalPrefixes.Any(prefix => Place.PostalCode(address.PostalCode).StartsWith(prefix, StringComparison.Ordinal)));
}

/// <param name="EarliestHours">From the next full hour after the order.</param>
/// <param name="RadiusMiles">To be shown; whether an address is served, the areas say.</param>
/// <param name="CenterPostalCode">As <paramref name="RadiusMiles"/>.</param>
public sealed record LocalDelivery(
    string Id,
    string Title,
    string? Description,
    IReadOnlyList<LocalArea> Areas,
    int EarliestHours,
    int LatestHours,
    decimal? RadiusMiles,
    string? CenterPostalCode,
    IReadOnlyDictionary<string, long> Prices) : ICatalogOption
{
    FulfillmentOption? ICatalogOption.For(Address? destination, string currency, DateTimeOffset now) =>
        destination is not null && Prices.TryGetValue(currency, out var price) && Areas.Any(area => area.Covers(destination))
            ? Offer(price, now)
            : null;

    private FulfillmentOption Offer(long price, DateTimeOffset now) =>
        new(FulfillmentType.LocalDelivery, Id, Title, Description, null, null, null, price)
        {
            LocalDelivery = new LocalDeliveryTerms(
                FullHours.From(now, EarliestHours), FullHours.From(now, LatestHours), RadiusMiles, CenterPostalCode),
        };
}
