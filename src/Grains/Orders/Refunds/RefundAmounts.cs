using Acp.Payments;
using Acp.Pricing;

namespace Acp.Orders;

/// <summary>What of an order's money can still go back, and what lines, or parts of them, cost. Pure. Docs: decisions/0024.</summary>
public static class RefundAmounts
{
    /// <summary>
    /// Minor units: what was charged, less every refund that has not certainly come to nothing, less what the bank took for a
    /// lost dispute. Never below 0, whatever was done elsewhere.
    /// </summary>
    public static long Remaining(OrderRecord record) => Math.Max(0, (record.Placed.Payment?.Amount ?? 0)
        - record.Money.Refunds.Where(one => one.State.Counts).Sum(one => one.Amount)
        - record.Money.Disputes.Where(one => one.Stage == DisputeStage.Lost).Sum(one => one.Amount));

    /// <returns>How many of a line no refund was made for yet.</returns>
    public static int QuantityLeft(OrderRecord record, QuotedLine line) => line.Line.Quantity - Of(record, line).Sum(one => one.Quantity);

    /// <summary>
    /// What the next so many of a line cost, tax included. Units are counted through: all of them together cost the line's
    /// total, to the last minor unit, and never more than is left of it.
    /// </summary>
    /// <param name="quantity">At most <see cref="QuantityLeft"/>.</param>
    public static long CostOf(OrderRecord record, QuotedLine line, int quantity)
    {
        var refunded = Of(record, line);
        var step = Currencies.Of(record.Placed.Currency).Step;
        var before = refunded.Sum(one => one.Quantity);
        var cost = UpTo(line, before + quantity, step) - UpTo(line, before, step);
        return Math.Min(cost, line.Total - refunded.Sum(one => one.Amount));
    }

    /// <summary>A sum over lines in proportion to what each costs.</summary>
    /// <param name="amount">At most what they cost together.</param>
    public static IReadOnlyList<RefundedLine> Spread(long amount, IReadOnlyList<RefundedLine> costs, string currency)
    {
        var parts = Allocation.Split(amount, [.. costs.Select(one => new Portion(one.LineId, one.Amount))], Currencies.Of(currency).Step);
        return [.. costs.Zip(parts, (one, part) => one with { Amount = part })];
    }

    private static IReadOnlyList<RefundedLine> Of(OrderRecord record, QuotedLine line) =>
    [
        .. record.Money.Refunds.Where(one => one.State.Counts).SelectMany(one => one.Lines).Where(one => one.LineId == line.Line.LineId),
    ];

    // The first n units' part of the line's total, by the project's rule for parts (decision 0004).
    private static long UpTo(QuotedLine line, int units, long step) => line.Total == 0
        ? 0
        : Allocation.Split(line.Total, [new("1", units * line.Total), new("2", (line.Line.Quantity - units) * line.Total)], step)[0];
}
