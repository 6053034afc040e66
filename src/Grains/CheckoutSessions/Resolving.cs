using System.Text.Json;
using Acp.Payments;
using Acp.Store;

namespace Acp.CheckoutSessions;

/// <summary>
/// An operator's look at a charge that does not settle. It knows no more than the clock does, and concludes nothing
/// that the clock would not; it only does so now, and tells what is missing.
/// </summary>
internal sealed class Resolving(SessionRecord record, CheckoutPorts ports, PaymentDesk desk)
{
    public async ValueTask<Resolution> Run(string operatorName, string reason)
    {
        using var listening = record.Meanwhile.Listen();
        try
        {
            return (await record.Refresh()).State switch
            {
                null => new Resolution.NotFound(),
                var session when Transition.AttemptOf(session.Payment) is null => new Resolution.NothingOpen(session.StatusAt(ports.Now)),
                _ => await desk.Settle(settlement => Resolve(settlement, operatorName, reason)) ?? new Resolution.Busy(),
            };
        }
        catch (StoreUnavailableException)
        {
            return new Resolution.StoreUnavailable();
        }
    }

    private async ValueTask<Resolution> Resolve(Settlement settlement, string operatorName, string reason)
    {
        // First: whatever comes of it, it is on record who asked, and why.
        await record.Note(operatorName, "operator.resolve", JsonSerializer.Serialize(new { reason }));
        return record.Current!.Payment switch
        {
            Payment.Waiting s => await Waiting(settlement, s, operatorName),
            Payment.Charging s => await Unknown(settlement, s.Attempt, operatorName),
            Payment.PageOpening s => await Page(settlement, s.Attempt, operatorName),
            Payment.PageOpen s => await Page(settlement, s.Attempt, operatorName),
            _ => new Resolution.Settled(record.Current.StatusAt(ports.Now)), // Somebody else was faster.
        };
    }

    private async ValueTask<Resolution> Waiting(Settlement settlement, Payment.Waiting waiting, string operatorName)
    {
        var (answer, settled) = await settlement.LookUpIntent(waiting.IntentId, waiting.Attempt, offer: null, operatorName);
        return settled switch
        {
            not Settled.Nothing => await Done(),
            _ when answer is ChargeAnswer.MustAuthenticate => new Resolution.NotProven(["The shopper has not authenticated yet. Cancel the session to give the payment up."]),
            _ when answer is ChargeAnswer.Processing => new Resolution.NotProven(["The provider is still processing the payment."]),
            _ when waiting.Attempt.Rail == ChargeRail.Page => await Page(settlement, waiting.Attempt, operatorName),
            _ => await Unknown(settlement, waiting.Attempt, operatorName),
        };
    }

    private async ValueTask<Resolution> Unknown(Settlement settlement, ChargeAttempt attempt, string operatorName)
    {
        var asked = ports.Now;
        var (finding, settled) = await settlement.FindCharge(attempt, offer: null, operatorName);
        if (settled is not Settled.Nothing)
        {
            return await Done();
        }

        return finding switch
        {
            ChargeFinding.NoneOfOurs none => new Resolution.NotProven(NeverCharged.Missing(attempt, none, asked)),
            ChargeFinding.Found => new Resolution.NotProven(["The provider holds a payment of this charge that is not over yet."]),
            _ => new Resolution.ProviderUnavailable(),
        };
    }

    private async ValueTask<Resolution> Page(Settlement settlement, ChargeAttempt attempt, string operatorName)
    {
        var asked = ports.Now;
        var look = await new PageTalk(record, ports, settlement, operatorName).Find(attempt);
        if (look.Settled is not Settled.Nothing)
        {
            return await Done();
        }

        return look.Finding switch
        {
            PageFinding.NoneOfOurs when look.Lost is ChargeFinding.Found => new Resolution.NotProven(
                ["The provider holds a payment of this session that its record does not have: compare with the provider's dashboard."]),
            PageFinding.NoneOfOurs when look.Lost is ChargeFinding.NotAnswered => new Resolution.ProviderUnavailable(),
            PageFinding.NoneOfOurs none => new Resolution.NotProven(PageDecider.Missing(attempt, none, asked)),
            PageFinding.Found { Answer: PageAnswer.Open } => new Resolution.NotProven(["The page is open and can be paid. Cancel the session to close it."]),
            PageFinding.Found { Answer: PageAnswer.Paid } => new Resolution.NotProven(["The page collected another amount than the session's: compare with the provider's dashboard."]),
            PageFinding.Found { Answer: PageAnswer.Pending it } when !PageDecider.Collects(attempt, it.Amount, it.Currency) => new Resolution.NotProven(["The page is to collect another amount than the session's: compare with the provider's dashboard."]),
            PageFinding.Found { Answer: PageAnswer.Pending } => new Resolution.NotProven(["The shopper is through with the page, and the provider is still processing the payment."]),
            _ => new Resolution.ProviderUnavailable(),
        };
    }

    private async ValueTask<Resolution> Done() => (await record.Refresh()).State is { } session
        ? new Resolution.Settled(session.StatusAt(ports.Now))
        : new Resolution.NotFound();
}
