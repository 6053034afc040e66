using System.Globalization;
using System.Text.Json.Nodes;
using Acp.Orders;
using Acp.Payments;
using Acp.SharedPaymentTokens;
using Acp.Store;

namespace Acp.Simulation.Tests;

/// <summary>Passes everything on; a planted bug overrides what it breaks.</summary>
internal class PassingRefunds(IRefunds inner) : IRefunds
{
    protected IRefunds Inner => inner;

    public virtual FrozenRequest FreezeRefund(RefundOrder order) => inner.FreezeRefund(order);

    public virtual ValueTask<RefundAnswer> Refund(string providerKey, FrozenRequest request, DateTimeOffset notAfter) =>
        inner.Refund(providerKey, request, notAfter);

    public virtual ValueTask<PaymentFinding> FindPayment(string intentId, string account) => inner.FindPayment(intentId, account);

    public virtual ValueTask<PaymentFinding> FindRefunds(string intentId, string account) => inner.FindRefunds(intentId, account);

    public ValueTask<PaymentOrigin> FindOrigin(string intentId) => inner.FindOrigin(intentId);
}

/// <param name="taken">What an answer is taken for; null where it is understood.</param>
internal sealed class MistakesAnswers(IRefunds inner, Func<RefundAnswer, RefundAnswer?> taken) : PassingRefunds(inner)
{
    public override async ValueTask<RefundAnswer> Refund(string providerKey, FrozenRequest request, DateTimeOffset notAfter) =>
        await Inner.Refund(providerKey, request, notAfter) is var answer && taken(answer) is { } mistaken ? mistaken : answer;
}

/// <summary>As where a call makes a refund anew instead of repeating it.</summary>
internal sealed class RefundsUnderANewKey(IRefunds inner) : PassingRefunds(inner)
{
    private int calls;

    public override ValueTask<RefundAnswer> Refund(string providerKey, FrozenRequest request, DateTimeOffset notAfter) =>
        Inner.Refund(string.Create(CultureInfo.InvariantCulture, $"{providerKey}:{++calls}"), request, notAfter);
}

internal sealed class RefundsAgainWithoutACommit(IRefunds inner) : PassingRefunds(inner)
{
    public override async ValueTask<RefundAnswer> Refund(string providerKey, FrozenRequest request, DateTimeOffset notAfter) =>
        await Inner.Refund(providerKey, request, notAfter) is var answer and not RefundAnswer.Unknown
            ? answer
            : await Inner.Refund(providerKey, request, notAfter);
}

internal sealed class RefundsAnotherAmount(IRefunds inner) : PassingRefunds(inner)
{
    public override FrozenRequest FreezeRefund(RefundOrder order) => Inner.FreezeRefund(order with { Amount = order.Amount + 1 });
}

/// <param name="seen">What is seen of a payment.</param>
internal sealed class OverlooksRefunds(IRefunds inner, Func<PaymentFacts, PaymentFacts> seen) : PassingRefunds(inner)
{
    public override async ValueTask<PaymentFinding> FindPayment(string intentId, string account) =>
        Overlooking(await Inner.FindPayment(intentId, account));

    public override async ValueTask<PaymentFinding> FindRefunds(string intentId, string account) =>
        Overlooking(await Inner.FindRefunds(intentId, account));

    private PaymentFinding Overlooking(PaymentFinding finding) =>
        finding is PaymentFinding.Found { Facts: var facts } ? new PaymentFinding.Found(seen(facts)) : new PaymentFinding.NotAnswered();
}

/// <summary>What is not known to have been made is not counted, as where only what was answered is subtracted.</summary>
internal sealed class CountsOnlyWhatIsKnown(IStore inner) : OrdersStore(inner)
{
    private readonly Dictionary<string, long> amounts = [];

    public override async ValueTask<StoredState?> Load(string key)
    {
        if (await Inner.Load(key) is not { } stored || !key.StartsWith("order/", StringComparison.Ordinal))
        {
            return await Inner.Load(key);
        }

        var order = Read(stored.State);
        foreach (var unknown in Refunds(order).Where(refund => (string?)refund["state"]!["$type"] == "sending"))
        {
            amounts[(string)unknown["id"]!] = (long)unknown["amount"]!;
            unknown["amount"] = 0;
        }

        return stored with { State = Written(order) };
    }

    public override ValueTask<Verdict> Commit(Unit unit) => Inner.Commit(
        unit with { States = [.. unit.States.Select(change => IsOrder(change) ? change with { State = AsTheyWere(change.State) } : change)] });

    private ReadOnlyMemory<byte> AsTheyWere(ReadOnlyMemory<byte> state)
    {
        var order = Read(state);
        foreach (var refund in Refunds(order).Where(refund => (long)refund["amount"]! == 0))
        {
            refund["amount"] = amounts[(string)refund["id"]!];
        }

        foreach (var entry in Entries(order).Where(entry => (string?)entry!["refund_id"] is not null && (long)entry["amount"]! == 0))
        {
            entry!["amount"] = amounts[(string)entry["refund_id"]!];
        }

        return Written(order);
    }

    private static IEnumerable<JsonNode> Refunds(JsonNode order) => order["money"]?["refunds"] is JsonArray refunds ? refunds.OfType<JsonNode>() : [];
}

internal sealed class OverrulesForAnybody(IOrder inner) : IOrder
{
    public ValueTask<OrderAnswer> Do(OrderCall call, OrderCommand command) =>
        inner.Do(call with { IsOwner = true }, command is OrderCommand.Refund refund ? refund with { Overrule = true } : command);

    public ValueTask Wake() => inner.Wake();

    public ValueTask<Heard> LookAgain() => inner.LookAgain();
}
