using Acp.Payments;
using Acp.SharedPaymentTokens;
using Microsoft.Extensions.Logging;

namespace Acp.Orders;

/// <summary>Asks the provider what became of an order's payment, and writes down what is new.</summary>
internal sealed partial class RefundLookUp(OrderDesk desk, OrderPorts ports)
{
    /// <summary>A look-up that others keep overtaking is theirs to make.</summary>
    private const int MaxLookUps = 4;

    private readonly ILogger log = ports.Log;

    /// <summary>False where only its refunds are asked for: who may not read disputes is not kept from refunding by that.</summary>
    public bool WithDisputes { get; init; } = true;

    /// <summary>Refunds of ours were found that were not on record.</summary>
    public bool HasFoundLost { get; private set; }

    /// <returns><see cref="Heard.NotYet"/> where the provider did not answer.</returns>
    public async ValueTask<Heard> Run(string actor)
    {
        for (var tries = 0; tries < MaxLookUps; tries++)
        {
            switch ((await desk.Load()).State)
            {
                case null:
                    return Heard.NobodyKnows;
                case { Placed.Payment: null }:
                    return Heard.Done;
                case { Placed.Payment: { } payment } record when await Ask(payment, record.Money.Revision, actor) is { } heard:
                    return heard;
            }
        }

        return Heard.NotYet;
    }

    /// <param name="revision">What was on record before the provider was asked.</param>
    /// <returns>Null where the record has gone on meanwhile: what was looked up may be older than what is on it by now.</returns>
    private async ValueTask<Heard?> Ask(OrderPayment payment, long revision, string actor)
    {
        using var listening = desk.Meanwhile.Listen();
        var askedAt = ports.Now;
        switch (await (WithDisputes ? ports.Refunds.FindPayment(payment.IntentId, payment.Account) : ports.Refunds.FindRefunds(payment.IntentId, payment.Account)))
        {
            case PaymentFinding.Found { Facts: var facts }:
                return await desk.Turn(record => WriteDown(record!, revision, facts, actor, askedAt)) is { IsOvertaken: false } ? Heard.Done : null;
            case PaymentFinding.NoSuchPayment:
                LogNoSuchPayment(desk.Id, payment.IntentId);
                return Heard.Done;
            default:
                return Heard.NotYet;
        }
    }

    private Decided<Written> WriteDown(OrderRecord record, long revision, PaymentFacts facts, string actor, DateTimeOffset askedAt)
    {
        if (record.Money.Revision != revision)
        {
            return new(new Written(IsOvertaken: true));
        }

        var now = ports.Now;
        var change = Reconciliation.Of(record, facts, actor, askedAt, now)?.DueBy(ports.RefundOptions, now);
        HasFoundLost = change?.After.Money.LastNumber > record.Money.LastNumber;
        return new(new Written(IsOvertaken: false), change);
    }

    private sealed record Written(bool IsOvertaken);

    [LoggerMessage(LogLevel.Error, "Order {Order}: the provider knows no payment {IntentId} on its account. Its refunds and disputes cannot be followed.")]
    private partial void LogNoSuchPayment(string order, string intentId);
}
