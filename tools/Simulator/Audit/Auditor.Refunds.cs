using System.Text;
using Acp.Fakes;
using Acp.Orders;

namespace Acp.Simulation;

/// <summary>Money that goes back.</summary>
internal sealed partial class Auditor
{
    private readonly Dictionary<string, long> refundedAt = [];
    private readonly Dictionary<(string Order, string Id), RefundBook> begun = [];
    private readonly HashSet<string> neverToldOf = [];

    /// <summary>Refunds of ours that were ever begun, withdrawn or not.</summary>
    public int BegunOf(string order) => begun.Keys.Count(key => key.Order == order);

    /// <summary>We shall never hear of something that became of the payment.</summary>
    public void NeverToldOf(string intent) => neverToldOf.Add(intent);

    /// <summary>Whether the provider's word on what became of a payment reached us each time.</summary>
    public bool IsToldOf(string intent) => !neverToldOf.Contains(intent);

    public string? OrderOf(string session) => sessions.GetValueOrDefault(session)?.Order;

    /// <summary>A payment whose money can go back; null: none.</summary>
    public (string Intent, long Charged)? PaymentOf(string order) => orders[order] is { Intent: { } intent, Charged: > 0 and var charged } ? (intent, charged) : null;

    /// <summary>A refund leaves a process.</summary>
    public void SentRefund(SimProcess process, string key, ReadOnlyMemory<byte> body)
    {
        var form = Uri.UnescapeDataString(Encoding.UTF8.GetString(body.Span));
        if (key != $"acp:{Field(form, "metadata[acp_order]")}:refund:{Field(form, "metadata[acp_refund]")}")
        {
            Report(Invariant.ProviderKeysAreOurs, $"{process.Name} sent under {key}.");
        }

        Report(Sends(key).Send(process.Name, key, body.Span, world.Scheduler.Now));
    }

    // The provider itself refuses what exceeds the charge; that it never had to is the record's to show.
    private void Refunded(LedgerEntry entry)
    {
        if (entry is { IntentId: { } intent, Refunded: not 0 })
        {
            refundedAt[intent] = refundedAt.GetValueOrDefault(intent) + entry.Refunded;
            var charged = world.Provider.Fake.Charges.Where(charge => charge.IntentId == intent).Sum(charge => charge.Amount);
            if (refundedAt[intent] > charged)
            {
                Report(Invariant.NoRefundExceedsItsCharge, $"{refundedAt[intent]} of {charged} went back of {intent}.");
            }
        }
    }

    private void ChangedMoney(SimProcess process, OrderBook book, OrderBook? before)
    {
        foreach (var refund in book.Refunds)
        {
            var earlier = before?.Refunds.FirstOrDefault(it => it.Id == refund.Id);
            if (refund.Key is { } key)
            {
                Sends(key).Permit(process.Name, refund.Sends - (earlier?.Sends ?? 0));
                if (earlier is null)
                {
                    Begun(book, before, refund);
                }
            }

            if (refund.State == "succeeded" && earlier?.State != "succeeded"
                && world.Provider.Fake.Bank.Refunds.FirstOrDefault(it => it.Id == refund.Known)?.Status is not ("succeeded" or "failed"))
            {
                Report(Invariant.RefundsSayWhatIsSo, $"{refund.Id} is written down as carried out, which it is not yet.");
            }

            if (refund.Number is not null)
            {
                var first = begun.GetValueOrDefault((book.Id, refund.Id));
                begun[(book.Id, refund.Id)] = refund with { Amount = first?.Amount ?? refund.Amount };
            }
        }

        // One that was sent once, and for certain not carried out, is withdrawn.
        foreach (var gone in before?.Refunds.Where(it => book.Refunds.All(refund => refund.Id != it.Id)) ?? [])
        {
            begun[(book.Id, gone.Id)] = gone with { State = gone is { State: "sending", Sends: 1 } ? "failed" : gone.State };
            foreach (var key in madeUnder.Where(it => it.Value == gone.Id).Select(it => it.Key).ToList())
            {
                madeUnder.Remove(key); // It is new again.
            }
        }
    }

    private void Begun(OrderBook book, OrderBook? before, RefundBook refund)
    {
        if (begun.ContainsKey((book.Id, refund.Id)))
        {
            Report(Invariant.RefundedAtMostOnce, $"{refund.Id} was begun again.");
        }

        MadeUnder(Scope.Current.Instruction?.Call.Key, refund.Id);
        var reserved = begun.Where(it => it.Key.Order == book.Id && it.Value.Counts).Sum(it => it.Value.Amount)
            + book.Refunds.Where(it => it is { Number: null, Counts: true }).Sum(it => it.Amount)
            + (before?.Disputes.Where(it => it.Stage == "lost").Sum(it => it.Amount) ?? 0);
        if (reserved + refund.Amount > book.Charged)
        {
            Report(Invariant.NoRefundExceedsItsCharge, $"{refund.Id} of {refund.Amount} was begun while {reserved} of {book.Charged} went back, or may.");
        }

        if (before?.Disputes.Any(it => it.Stage == "open") == true && Scope.Current.Instruction is not { Call.IsOwner: true, Command: OrderCommand.Refund { Overrule: true } })
        {
            Report(Invariant.NoRefundWhileDisputed, $"{refund.Id} was begun by {Scope.Current.Instruction} while a dispute was open.");
        }
    }

    private void ToldOfRefund(Instruction instruction, OrderAnswer answer)
    {
        switch (answer)
        {
            case OrderAnswer.Done { Id: { } id } when !world.Provider.Fake.Bank.Refunds.Any(refund => refund.IdempotencyKey == KeyOf(instruction.Order, id)):
                Report(Invariant.RefundsSayWhatIsSo, $"{instruction} was told that {id} is made, and the provider has none under its key.");
                break;
            case OrderAnswer.Refused { Refusal.Rule: OrderRule.RefundRefused or OrderRule.RefundExceedsRemainder }
                when instruction.Call.Key is { } key && orders[instruction.Order].Keys.FirstOrDefault(done => done.Key == key).Made is { } made
                    && world.Provider.Fake.Bank.Refunds.Any(refund => refund.IdempotencyKey == KeyOf(instruction.Order, made) && refund.Counts):
                Report(Invariant.RefundsSayWhatIsSo, $"{instruction} was told that {made} is refused, and the provider has made it.");
                break;
        }
    }

    private string KeyOf(string order, string refund) => $"acp:{order}:refund:{begun.GetValueOrDefault((order, refund))?.Number}";
}
