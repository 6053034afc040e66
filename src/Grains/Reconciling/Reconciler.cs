using Acp.CheckoutSessions;
using Acp.Orders;
using Acp.Payments;
using Acp.Store;

namespace Acp.Reconciling;

/// <summary>
/// Compares what the provider lists with what the store holds, a slice of time at once, newest first. It changes nothing.
/// </summary>
public sealed class Reconciler(IProviderLedger ledger, IRefunds refunds, IStore store, IInventory inventory)
{
    /// <summary>Of the provider's lists: some 1,000 payments, in ten calls of it.</summary>
    private const int MostPages = 10;

    private const int OrdersAtOnce = 100;

    /// <summary>Characters of a session's id; ours have 39.</summary>
    private const int LongestId = 64;

    /// <param name="span">Whole seconds.</param>
    /// <exception cref="StoreUnavailableException">The store did not answer.</exception>
    public async ValueTask<Slice> Compare(LedgerSpan span)
    {
        var (refunded, some, failure) = await Newest.Read<LedgerRefund>(span, MostPages, ledger.ListRefunds);
        if (failure is not null)
        {
            return failure;
        }

        var (payments, covered, notListed) = await Newest.Read<LedgerPayment>(some, MostPages, ledger.ListPayments);
        if (notListed is not null)
        {
            return notListed;
        }

        payments.RemoveAll(payment => payment.CreatedAt < covered.From);
        return await Compare(covered, payments, refunded);
    }

    private async ValueTask<Slice> Compare(LedgerSpan covered, List<LedgerPayment> payments, List<LedgerRefund> refunded)
    {
        var placed = await OrdersOf(covered);
        var byIntent = placed.ToLookup(order => order.Placed.Payment!.IntentId);
        List<Finding> findings = [];
        foreach (var payment in payments)
        {
            var session = await Session(payment.Session);
            var order = byIntent[payment.IntentId].FirstOrDefault() ?? await OrderOf(session);
            AddTo(findings, Comparison.Of(payment, new Records(session, order)));
        }

        // Orders of payments that were begun earlier, or that nobody there knows; and older payments of which something went back.
        var listed = payments.Select(payment => payment.IntentId).ToHashSet(StringComparer.Ordinal);
        List<OrderRecord> others = [.. placed.Where(order => !listed.Contains(order.Placed.Payment!.IntentId))];
        others.AddRange(await OrdersWithNews(refunded, [.. listed, .. others.Select(order => order.Placed.Payment!.IntentId)]));
        var unanswered = await LookUp(others, findings);
        return new Slice.Compared(covered, payments.Count, placed.Count, [.. findings.OrderBy(finding => finding.At)], unanswered);
    }

    private async ValueTask<IReadOnlyList<string>> LookUp(List<OrderRecord> orders, List<Finding> findings)
    {
        List<string> unanswered = [];
        foreach (var order in orders)
        {
            var payment = order.Placed.Payment!;
            switch (await refunds.FindPayment(payment.IntentId, payment.Account))
            {
                case PaymentFinding.Found found:
                    AddTo(findings, Comparison.Of(AsListed(found.Facts, order), new Records(Session: null, order)));
                    break;
                case PaymentFinding.NoSuchPayment:
                    findings.Add(Comparison.Missing(order.Placed, payment));
                    break;
                default:
                    unanswered.Add(order.Placed.Id);
                    break;
            }
        }

        return unanswered;
    }

    // Not of its own span: it was begun before the order was placed, which is all that is told of it.
    private static LedgerPayment AsListed(PaymentFacts facts, OrderRecord order) => new(
        facts.IntentId,
        order.Placed.SessionId,
        Attempt: null,
        LedgerState.Paid,
        facts.Charged,
        facts.Charged,
        facts.Refunds.Where(refund => refund.Progress != RefundProgress.Failed).Sum(refund => refund.Amount),
        facts.Currency,
        order.Placed.PlacedAt);

    private async ValueTask<List<OrderRecord>> OrdersOf(LedgerSpan span)
    {
        List<OrderRecord> orders = [];
        for (OrderPlace? after = new(span.To, string.Empty); after is not null;)
        {
            var page = await inventory.ListOrders(new OrderFilter(), after, OrdersAtOnce);
            var within = page.TakeWhile(order => order.CreatedAt >= span.From).ToList();
            orders.AddRange(within.Select(order => StateCodec.Decode<OrderRecord>(order.State.Span)).Where(order => order.Placed.Payment is not null));
            after = within.Count == OrdersAtOnce ? new(within[^1].CreatedAt, within[^1].Key) : null;
        }

        return orders;
    }

    private async ValueTask<List<OrderRecord>> OrdersWithNews(IEnumerable<LedgerRefund> refunded, HashSet<string> looked)
    {
        List<OrderRecord> orders = [];
        foreach (var refund in refunded.Where(refund => refund.IntentId is { } intent && looked.Add(intent)))
        {
            var order = refund.Order is { } id ? await new OrderReader(store).Load(id) : await OrderOfPayment(refund.IntentId!);
            if (order?.Placed.Payment?.IntentId == refund.IntentId)
            {
                orders.Add(order!);
            }
        }

        return orders;
    }

    private async ValueTask<OrderRecord?> OrderOfPayment(string intentId) =>
        await refunds.FindOrigin(intentId) is PaymentOrigin.OfSession(var session) ? await OrderOf(await Session(session)) : null;

    private async ValueTask<CheckoutSession?> Session(string id) =>
        IsPossible(id) ? (await store.LoadSnapshot<CheckoutSession>(CheckoutSession.KeyOf(id))).State : null;

    // Whoever may write to the account wrote it.
    private static bool IsPossible(string id) => id.Length is > 0 and <= LongestId && id.All(c => c is > ' ' and <= '~');

    private async ValueTask<OrderRecord?> OrderOf(CheckoutSession? session) =>
        session?.Order is { } order ? await new OrderReader(store).Load(order.Id) : null;

    private static void AddTo(List<Finding> findings, Finding? finding)
    {
        if (finding is not null)
        {
            findings.Add(finding);
        }
    }
}
