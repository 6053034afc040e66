using System.Text.Json.Serialization;
using Acp.Payments;
using Acp.Store;

namespace Acp.Orders;

/// <summary>A refund as its order keeps it, ours or made elsewhere.</summary>
/// <param name="Id">Ours, and told outside.</param>
/// <param name="Number">From 1, by which the provider's metadata name it; null where it was made elsewhere.</param>
/// <param name="Amount">Minor units.</param>
/// <param name="Lines">What it is for; empty where it is for none in particular.</param>
/// <param name="Reason">Null where whoever made it elsewhere gave none.</param>
/// <param name="Description">For people.</param>
public sealed record OrderRefund(
    string Id,
    int? Number,
    long Amount,
    IReadOnlyList<RefundedLine> Lines,
    RefundReason? Reason,
    string? Description,
    RefundState State,
    DateTimeOffset BegunAt) : Stored
{
    public static string IdOf(string order, int number) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{order}_refund_{number}");

    /// <param name="count">How many of the order's were found so far, itself included.</param>
    public static string IdOfElsewhere(string order, int count) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{order}_refund_x{count}");
}

/// <param name="LineId">As in the order.</param>
/// <param name="Amount">Minor units of the refund that are for this line, tax included.</param>
public sealed record RefundedLine(string LineId, int Quantity, long Amount) : Stored;

/// <summary>A dispute as it was last seen at the provider.</summary>
/// <param name="Id">Ours, and told outside.</param>
/// <param name="ProviderId">Told to nobody outside.</param>
/// <param name="Word">The provider's word for its stage.</param>
/// <param name="Amount">Minor units.</param>
public sealed record OrderDispute(
    string Id, string ProviderId, DisputeStage Stage, string Word, long Amount, string Reason, DateTimeOffset OpenedAt) : Stored
{
    /// <param name="count">How many of the order's were found so far, itself included.</param>
    public static string IdOf(string order, int count) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{order}_dispute_{count}");
}

/// <summary>What became of an order's money after it was charged.</summary>
/// <param name="LastNumber">The newest number that was drawn for a refund. A number is never used twice, not even where its refund was withdrawn.</param>
/// <param name="Revision">One more with each change: whoever looked something up finds here that it may have become old meanwhile.</param>
public sealed record OrderMoney(IReadOnlyList<OrderRefund> Refunds, IReadOnlyList<OrderDispute> Disputes, int LastNumber, long Revision) : Stored
{
    public static readonly OrderMoney Untouched = new([], [], LastNumber: 0, Revision: 0);

    public OrderRefund? Find(string? id) => Refunds.FirstOrDefault(one => one.Id == id);

    /// <summary>The refund in the place of the one with its id, or behind the others.</summary>
    public OrderMoney With(OrderRefund refund) => this with
    {
        Refunds = Find(refund.Id) is null ? [.. Refunds, refund] : [.. Refunds.Select(one => one.Id == refund.Id ? refund : one)],
        LastNumber = Math.Max(LastNumber, refund.Number ?? 0),
        Revision = Revision + 1,
    };

    /// <summary>When the oldest refund was first sent of which nobody knows what became; null where there is none.</summary>
    [JsonIgnore]
    public DateTimeOffset? UnknownSince => Refunds.Select(refund => (refund.State as RefundState.Sending)?.Attempt.FirstSentAt).Min();

    /// <summary>Whether a refund is on its way, or nobody knows, or a bank has not decided.</summary>
    [JsonIgnore]
    public bool IsOpen =>
        Refunds.Any(refund => refund.State is RefundState.Sending or RefundState.Pending)
        || Disputes.Any(dispute => dispute.Stage is DisputeStage.Inquiry or DisputeStage.Open);

    public OrderMoney Without(string id) => this with { Refunds = [.. Refunds.Where(one => one.Id != id)], Revision = Revision + 1 };

    public OrderMoney With(OrderDispute dispute) => this with
    {
        Disputes = Disputes.Any(one => one.Id == dispute.Id)
            ? [.. Disputes.Select(one => one.Id == dispute.Id ? dispute : one)]
            : [.. Disputes, dispute],
        Revision = Revision + 1,
    };

    /// <summary>Nothing of it changes, but whoever read it before must read it again.</summary>
    public OrderMoney Fenced() => this with { Revision = Revision + 1 };
}
