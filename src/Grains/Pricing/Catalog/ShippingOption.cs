namespace Acp.Pricing;

/// <param name="State">Null: the whole country.</param>
public sealed record ShippingZone(string Country, string? State)
{
    public bool Covers(Address address) =>
        Place.SameCountry(Country, address) && (State is null || State == Place.State(address));
}

/// <param name="MinimumDays">From the day of the order, in UTC.</param>
public sealed record ShippingOption(
    string Id,
    string Title,
    string? Description,
    string? Carrier,
    IReadOnlyList<ShippingZone> Zones,
    int MinimumDays,
    int MaximumDays,
    IReadOnlyDictionary<string, long> Prices) : ICatalogOption
{
    FulfillmentOption? ICatalogOption.For(Address? destination, string currency, DateTimeOffset now) =>
        destination is not null && Prices.TryGetValue(currency, out var price) && Zones.Any(zone => zone.Covers(destination))
            ? Offer(price, now)
            : null;

    /// <summary>Whole days: a window that moved with every second would make the same cart look changed.</summary>
    private FulfillmentOption Offer(long price, DateTimeOffset now)
    {
        var today = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        return new FulfillmentOption(
            FulfillmentType.Shipping,
            Id,
            Title,
            Description,
            Carrier,
            today.AddDays(MinimumDays),
            today.AddDays(MaximumDays + 1).AddSeconds(-1),
            price);
    }
}
