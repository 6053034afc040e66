namespace Acp.Pricing;

/// <param name="Name">What people call the place.</param>
/// <param name="Zones">Whom it is offered to once they have an address; empty: everybody.</param>
/// <param name="ReadyInHours">From the next full hour after the order.</param>
/// <param name="KeptForDays">From the day on which it is ready, in UTC, to the end of the last.</param>
public sealed record PickupPlace(
    string Id,
    string Title,
    string? Description,
    string Name,
    Address Address,
    string? Phone,
    string? Instructions,
    PickupType Type,
    IReadOnlyList<ShippingZone> Zones,
    int ReadyInHours,
    int KeptForDays,
    IReadOnlyDictionary<string, long> Prices) : ICatalogOption
{
    FulfillmentOption? ICatalogOption.For(Address? destination, string currency, DateTimeOffset now) =>
        Prices.TryGetValue(currency, out var price) && IsFor(destination) ? Offer(price, now) : null;

    private bool IsFor(Address? destination) =>
        destination is null || Zones.Count == 0 || Zones.Any(zone => zone.Covers(destination));

    private FulfillmentOption Offer(long price, DateTimeOffset now)
    {
        var ready = FullHours.From(now, ReadyInHours);
        var last = new DateTimeOffset(ready.Date, TimeSpan.Zero).AddDays(KeptForDays + 1).AddSeconds(-1);
        return new FulfillmentOption(FulfillmentType.Pickup, Id, Title, Description, null, null, null, price)
        {
            Pickup = new PickupTerms(Name, Address, Phone, Instructions, Type, ready, last),
        };
    }
}
