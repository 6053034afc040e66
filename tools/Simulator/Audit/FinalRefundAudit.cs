using Acp.Fakes;

namespace Acp.Simulation;

/// <summary>What must hold of money that went back when everything has come to rest.</summary>
internal sealed record FinalRefundAudit(World World, IEnumerable<OrderBook> Orders)
{
    public void Check(Action<Invariant, string> report)
    {
        var made = World.Provider.Fake.Bank.Refunds;
        foreach (var order in Orders)
        {
            foreach (var open in order.Refunds.Where(refund => refund.State is "sending" or "pending"))
            {
                report(Invariant.NothingUnsettled, $"{open.Id} is still {open.State} after {open.Sends} sends.");
            }

            Check(order, [.. made.Where(refund => refund.IntentId == order.Intent)], report);
        }
    }

    private void Check(OrderBook order, IReadOnlyList<FakeRefund> made, Action<Invariant, string> report)
    {
        var ours = made.Where(refund => refund.Order == order.Id).ToList();
        if (ours.GroupBy(refund => refund.IdempotencyKey).Any(group => group.Count() > 1) || ours.Count > World.Auditor.BegunOf(order.Id))
        {
            report(Invariant.RefundedAtMostOnce, $"{order.Id} began {World.Auditor.BegunOf(order.Id)} refunds, and {ours.Count} were made.");
        }

        foreach (var refund in made.Where(refund => refund.Order == order.Id || World.Auditor.IsToldOf(refund.IntentId)))
        {
            WrittenDown(order, refund, report);
        }

        foreach (var book in order.Refunds.Where(book => book is { Counts: true } && !made.Any(refund => refund.Id == book.Known)))
        {
            report(Invariant.RefundsAreWrittenDown, $"{book} of {order.Id} is none at the provider.");
        }

        if (order.Intent is { } intent && World.Auditor.IsToldOf(intent) && order.Now().Refunded != made.Where(refund => refund.Status == "succeeded").Sum(refund => refund.Amount))
        {
            report(Invariant.RefundsAreWrittenDown, $"{order.Id} shows {order.Now().Refunded} refunded; at the provider it is {made.Where(refund => refund.Status == "succeeded").Sum(refund => refund.Amount)}.");
        }

        if (order.Intent is { } disputed && World.Auditor.IsToldOf(disputed))
        {
            var (shown, known) = (string.Join(", ", order.Disputes.Select(it => it.Stage).Order()), string.Join(", ", World.Aftermath.DisputesOf(disputed).Select(StageOf).Order()));
            if (shown != known)
            {
                report(Invariant.RefundsAreWrittenDown, $"{order.Id} shows its disputes as [{shown}]; at the provider they are [{known}].");
            }
        }
    }

    private static string StageOf(string status) => status switch
    {
        "won" or "lost" => status,
        "warning_closed" => "closed",
        "warning_needs_response" or "warning_under_review" => "inquiry",
        _ => "open",
    };

    private void WrittenDown(OrderBook order, FakeRefund refund, Action<Invariant, string> report)
    {
        var books = order.Refunds.Where(book => book.Known == refund.Id).ToList();
        var isSo = books is [{ } book] && book.Amount == refund.Amount && refund.Status switch
        {
            "succeeded" => book.State == "succeeded",

            // One that had succeeded comes to nothing days later, and only an event tells of it.
            _ => book.State == "failed" || (book.State == "succeeded" && !World.Auditor.IsToldOf(refund.IntentId)),
        };
        if (!isSo)
        {
            report(Invariant.RefundsAreWrittenDown, $"{refund.Id} of {refund.Amount} is {refund.Status} at the provider; {order.Id} has [{string.Join(", ", books)}] of it.");
        }
    }
}
