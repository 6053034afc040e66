namespace Acp.Client;

/// <summary>The protocol's ways to get the goods; a set that grows.</summary>
public static class FulfillmentTypes
{
    /// <summary>By a carrier.</summary>
    public const string Shipping = "shipping";

    /// <summary>In a store.</summary>
    public const string Pickup = "pickup";

    /// <summary>By the shop itself.</summary>
    public const string LocalDelivery = "local_delivery";

    /// <summary>Without goods.</summary>
    public const string Digital = "digital";
}

/// <summary>One way to get the goods, with its price.</summary>
public sealed record FulfillmentOption
{
    /// <summary>One of <see cref="FulfillmentTypes"/>, or a newer word.</summary>
    public required string Type { get; init; }

    /// <summary>To choose it by.</summary>
    public required string Id { get; init; }

    /// <summary>For people.</summary>
    public string Title { get => field ?? string.Empty; init; }

    /// <summary>For people.</summary>
    public string? Description { get; init; }

    /// <summary>Of shipping.</summary>
    public string? Carrier { get; init; }

    /// <summary>Of shipping.</summary>
    public DateTimeOffset? EarliestDeliveryTime { get; init; }

    /// <summary>Of shipping.</summary>
    public DateTimeOffset? LatestDeliveryTime { get; init; }

    /// <summary>Of a pickup.</summary>
    public PickupLocation? Location { get; init; }

    /// <summary>Of a pickup: <c>in_store</c>, <c>curbside</c> or <c>locker</c>.</summary>
    public string? PickupType { get; init; }

    /// <summary>Of a pickup.</summary>
    public DateTimeOffset? ReadyBy { get; init; }

    /// <summary>Of a pickup: until when it is kept.</summary>
    public DateTimeOffset? PickupBy { get; init; }

    /// <summary>Of a local delivery.</summary>
    public TimeWindow? DeliveryWindow { get; init; }

    /// <summary>What it costs, in minor units.</summary>
    public IReadOnlyList<Total> Totals { get => field ?? []; init; }
}

/// <summary>A store to fetch goods from.</summary>
public sealed record PickupLocation
{
    /// <summary>For people.</summary>
    public string Name { get => field ?? string.Empty; init; }

    /// <summary>Where it is.</summary>
    public Address? Address { get; init; }

    /// <summary>Of the store.</summary>
    public string? Phone { get; init; }

    /// <summary>For people.</summary>
    public string? Instructions { get; init; }
}

/// <summary>Between two moments.</summary>
/// <param name="Start">From.</param>
/// <param name="End">To.</param>
public sealed record TimeWindow(DateTimeOffset? Start, DateTimeOffset? End);

/// <summary>Which option is for which items.</summary>
/// <param name="Type">The option's.</param>
/// <param name="OptionId">The option's id.</param>
/// <param name="ItemIds">Products, by the ids they were asked for with.</param>
public sealed record SelectedFulfillmentOption(string Type, string OptionId, IReadOnlyList<string> ItemIds);

/// <summary>Items that go together to one place.</summary>
public sealed record FulfillmentGroup
{
    /// <summary>The platform's own.</summary>
    public required string Id { get; init; }

    /// <summary>Products, by the ids they were asked for with.</summary>
    public IReadOnlyList<string> ItemIds { get => field ?? []; init; }

    /// <summary>One of <see cref="FulfillmentTypes"/>.</summary>
    public required string DestinationType { get; init; }

    /// <summary>Where they go.</summary>
    public FulfillmentDetails? FulfillmentDetails { get; init; }

    /// <summary>Of a pickup.</summary>
    public string? LocationId { get; init; }

    /// <summary>For whoever brings them.</summary>
    public string? Instructions { get; init; }

    /// <summary>Never the recipient, nor what was told about the way to him.</summary>
    public override string ToString() => $"group {Id}";
}
