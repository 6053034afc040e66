using System.Text.Json.Serialization;
using Acp.Store;

namespace Acp.Orders;

/// <summary>
/// What happened to an order after it was placed, as far as it is told outside: each entry is one sequence number and one
/// message to each endpoint. Once written it never changes. The private constructor closes the hierarchy.
/// </summary>
[JsonDerivedType(typeof(Confirmed), "confirmed")]
[JsonDerivedType(typeof(HeldForReview), "held_for_review")]
[JsonDerivedType(typeof(Fulfilled), "fulfilled")]
[JsonDerivedType(typeof(Progressed), "progressed")]
[JsonDerivedType(typeof(Canceled), "canceled")]
[JsonDerivedType(typeof(RefundChanged), "refund_changed")]
[JsonDerivedType(typeof(DisputeChanged), "dispute_changed")]
public abstract record OrderEntry : Stored
{
    private OrderEntry(DateTimeOffset at) => At = at;

    /// <summary>When it was written down.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>It was looked at, and goes on.</summary>
    public sealed record Confirmed(DateTimeOffset At) : OrderEntry(At);

    /// <param name="Reason">For the merchant's people; told to nobody outside.</param>
    public sealed record HeldForReview(string Reason, DateTimeOffset At) : OrderEntry(At);

    /// <param name="Lines">By line id, each once.</param>
    public sealed record Fulfilled(string FulfillmentId, IReadOnlyList<LineQuantity> Lines, Dispatch Dispatch, DateTimeOffset At) : OrderEntry(At);

    public sealed record Progressed(
        string FulfillmentId, FulfillmentStatus Status, string? Description, string? Location, DateTimeOffset At) : OrderEntry(At);

    /// <param name="Lines">By line id, each once.</param>
    public sealed record Canceled(IReadOnlyList<LineQuantity> Lines, string Reason, DateTimeOffset At) : OrderEntry(At);

    /// <param name="RefundId">Ours. The newest entry of a refund is what is true of it.</param>
    /// <param name="Amount">Minor units.</param>
    /// <param name="Lines">By line id, each once; empty where it is for none in particular.</param>
    /// <param name="Reason">Such as <c>requested_by_customer</c>.</param>
    /// <param name="Elsewhere">Whether it was made at the provider, past us.</param>
    public sealed record RefundChanged(
        string RefundId,
        AdjustmentStatus Status,
        long Amount,
        IReadOnlyList<LineQuantity> Lines,
        string? Reason,
        string? Description,
        bool Elsewhere,
        DateTimeOffset At) : OrderEntry(At);

    /// <param name="DisputeId">Ours. The newest entry of a dispute is what is true of it.</param>
    /// <param name="Word">The provider's word for where it stands, such as <c>needs_response</c>.</param>
    /// <param name="Status">Pending while it is open, completed where the money is gone, failed where it came to nothing.</param>
    /// <param name="Amount">Minor units in dispute.</param>
    public sealed record DisputeChanged(
        string DisputeId, string Word, AdjustmentStatus Status, long Amount, string? Reason, DateTimeOffset At) : OrderEntry(At);
}
