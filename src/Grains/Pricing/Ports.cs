using Acp.Store;

namespace Acp.Pricing;

// Any of these may be a system of the merchant's own, far away: then each method may end with
// MerchantUnavailableException, and whoever asked must change nothing.

/// <summary>What is sold, and at what price. The only price authority.</summary>
public interface ICatalog
{
    /// <summary>The products of these ids that are sold in <paramref name="currency"/>; others are simply not there.</summary>
    ValueTask<IReadOnlyDictionary<string, FrozenProduct>> Find(IReadOnlyCollection<string> ids, string currency);

    /// <summary>ISO 4217 codes, lower case, in which anything is sold.</summary>
    IReadOnlyCollection<string> Currencies { get; }
}

public interface IFulfillmentRates
{
    /// <summary>
    /// The ways goods can reach the shopper: shipping and local delivery to this address, and pickup; empty where there is
    /// none. The amounts are in minor units of <paramref name="currency"/>. Ids are unique over all types.
    /// </summary>
    /// <param name="lines">What has to be carried.</param>
    /// <param name="destination">Null while the shopper has none: only what needs none is offered.</param>
    ValueTask<IReadOnlyList<FulfillmentOption>> Offer(IReadOnlyList<CartLine> lines, Address? destination, string currency, DateTimeOffset now);
}

public interface ITaxRates
{
    /// <returns>For each address its table, in their order; all zero where the merchant is not registered.</returns>
    ValueTask<IReadOnlyList<TaxTable>> At(IReadOnlyList<Address> addresses);
}

/// <param name="PpmByCategory">Parts per million by tax category.</param>
/// <param name="ShippingPpm">Parts per million on the fulfillment amount; 0 where shipping is not taxed.</param>
public sealed record TaxTable(IReadOnlyDictionary<string, long> PpmByCategory, long DefaultPpm, long ShippingPpm)
{
    public long For(string category) => PpmByCategory.TryGetValue(category, out var ppm) ? ppm : DefaultPpm;
}

public interface IDiscounts
{
    /// <param name="code">In any case.</param>
    /// <param name="currency">ISO 4217, lower case; the rule's amounts are in its minor units.</param>
    /// <returns>Null where there is no such code, or no amount or minimum of it in this currency.</returns>
    ValueTask<DiscountRule?> Find(string code, string currency);
}

/// <param name="PercentOffPpm">Parts per million off the items, or null.</param>
/// <param name="AmountOff">Minor units off the items, or null.</param>
/// <param name="MinimumSubtotal">Minor units of items before any discount.</param>
/// <param name="Combinable">False: it stands alone.</param>
public sealed record DiscountRule(
    string Code,
    string Title,
    long? PercentOffPpm,
    long? AmountOff,
    long MinimumSubtotal,
    bool Combinable,
    DateTimeOffset? StartsAt,
    DateTimeOffset? EndsAt);

/// <summary>How many of a product are left to sell.</summary>
public interface IStock
{
    /// <returns>For each product what is left of it, in their order.</returns>
    ValueTask<IReadOnlyList<Availability>> Available(IReadOnlyList<string> productIds);
}

/// <param name="Units">May be negative; null where the product is sold without counting.</param>
/// <param name="IsCountedHere">
/// Whether our own counters have it, so that a checkout takes its units in the same commit; else the number is what
/// somebody else said a moment ago.
/// </param>
public readonly record struct Availability(long? Units, bool IsCountedHere)
{
    public static Availability NotCounted => default;

    public static Availability Counted(long units) => new(units, IsCountedHere: true);
}

/// <summary>
/// A system of the merchant's own did not answer, or said what cannot be used. Nothing is guessed in its place: what was
/// asked for is not done, nothing is changed, and the same call may come again.
/// </summary>
public sealed class MerchantUnavailableException : Exception
{
    public MerchantUnavailableException()
    {
    }

    public MerchantUnavailableException(string message)
        : base(message)
    {
    }

    public MerchantUnavailableException(string message, Exception inner)
        : base(message, inner)
    {
    }
}

/// <summary>The counters a product's stock is kept in. Seed = available + held + sold, always.</summary>
public static class StockCounters
{
    public static string Available(string productId) => $"stock/{productId}/available";

    public static string Held(string productId) => $"stock/{productId}/held";

    public static string Sold(string productId) => $"stock/{productId}/sold";

    /// <summary>Takes units from one counter and gives them to another.</summary>
    /// <param name="floor">What the first may not fall below; null: what is missing is owed.</param>
    public static IEnumerable<CounterChange> Move(Func<string, string> from, Func<string, string> to, string productId, int quantity, long? floor) =>
    [
        new(from(productId), -quantity, floor),
        new(to(productId), quantity, Floor: null),
    ];
}
