using System.Text.Json;
using Acp.Attention;
using Acp.Payments;
using Acp.Store;

namespace Acp.CheckoutSessions;

/// <summary>
/// A person, or the comparison with the provider's list, says that this session was charged and has lost it, as by a
/// restore. Their word is not taken for it: the provider is asked, and the session completed only by a charge of its own
/// total. Nothing is sent that could charge.
/// </summary>
internal sealed class Adopting(SessionRecord record, CheckoutPorts ports)
{
    private const int MaxRaces = 16;

    public async ValueTask<Resolution> Run(PaymentDesk desk, string intentId, string operatorName, string reason)
    {
        using var listening = record.Meanwhile.Listen();
        try
        {
            return (await record.Refresh()).State switch
            {
                null => new Resolution.NotFound(),
                { Payment: Payment.Open } => await desk.Settle(settlement => Adopt(settlement, intentId, operatorName, reason)) ?? new Resolution.Busy(),
                var session => Over(session, intentId),
            };
        }
        catch (StoreUnavailableException)
        {
            return new Resolution.StoreUnavailable();
        }
    }

    /// <summary>For whoever is about to collect by another way: the record may have lost a charge, whose key protects nobody there.</summary>
    /// <returns>Null where there is none.</returns>
    public async ValueTask<Resolution?> FindLost(Settlement settlement, CheckoutSession session, string actor) => await Look(session) switch
    {
        ChargeFinding.NoneOfOurs or ChargeFinding.Found { Answer: ChargeAnswer.Declined or ChargeAnswer.Canceled } => null,
        ChargeFinding.Found { Answer: ChargeAnswer.Succeeded } found => await LandOrTell(settlement, found, actor),
        ChargeFinding.NotAnswered => new Resolution.ProviderUnavailable(),
        _ => new Resolution.NotProven(["The provider holds a payment of this session that is not over yet."]),
    };

    private async ValueTask<Resolution> Adopt(Settlement settlement, string intentId, string operatorName, string reason)
    {
        await record.Note(operatorName, "operator.adopt", JsonSerializer.Serialize(new { intent = intentId, reason }));
        return await Look(record.Current!) switch
        {
            ChargeFinding.Found { Answer: ChargeAnswer.Succeeded } found when found.IntentId == intentId => await Land(settlement, found, operatorName),
            ChargeFinding.NotAnswered => new Resolution.ProviderUnavailable(),
            _ => new Resolution.NotProven(["The provider holds no such payment of this session that succeeded and stands as the only one."]),
        };
    }

    // Whose token it was, nobody remembers.
    private ValueTask<ChargeFinding> Look(CheckoutSession session) =>
        ports.Provider.FindCharge(new ChargeTrace(session.Id, Attempt: null, Token: string.Empty, Request: null, session.CreatedAt) { PassedOver = session.GivenBack });

    // Nobody comes to read why not: a shopper waits, and is told no more than that.
    private async ValueTask<Resolution> LandOrTell(Settlement settlement, ChargeFinding.Found found, string actor)
    {
        var landed = await Land(settlement, found, actor);
        if (landed is Resolution.NotProven)
        {
            await (record.Current is { } session && session.HasClosedPage(found.Attempt)
                ? GiveBack(found.IntentId)
                : PutBeforeAPerson(found));
        }

        return landed;
    }

    private async ValueTask GiveBack(string intentId) => await new StrayCharges(record, ports).Check(intentId);

    private async ValueTask PutBeforeAPerson(ChargeFinding.Found found)
    {
        ports.Log.LogNotForThisTotal(record.Id, found.Attempt);
        await ports.Contradictions.PutIfPossible(LostCharge.Unfit(record.Id, found.Attempt, ports.Now), "provider");
    }

    private async ValueTask<Resolution> Land(Settlement settlement, ChargeFinding.Found found, string operatorName)
    {
        for (var race = 0; race < MaxRaces; race++)
        {
            if (await record.Turn(session => Decide(session!, settlement, found, operatorName)) is { } resolution)
            {
                return resolution;
            }
        }

        return new Resolution.Busy();
    }

    /// <returns>Null where another writer won.</returns>
    private async ValueTask<Resolution?> Decide(CheckoutSession session, Settlement settlement, ChargeFinding.Found found, string operatorName)
    {
        if (session.Payment is not Payment.Open open)
        {
            return Over(session, found.IntentId);
        }

        if (LostCharge.Missing(session, open, found) is { Count: > 0 } missing)
        {
            return new Resolution.NotProven(missing);
        }

        ports.Log.LogAdopted(session.Id, found.Attempt);
        var change = new PaymentEvent.ChargeFound(LostCharge.AttemptOf(session, found, ports), found.IntentId);
        var transition = new Transition(session, token: null, operatorName, ports.Now).Apply(change, settlement.PlaceHeldOrder);
        return await record.Commit(transition) is Verdict.Committed ? new Resolution.Settled(CheckoutStatus.Completed) : null;
    }

    private Resolution Over(CheckoutSession session, string intentId) => session.Payment is Payment.Charged charged && charged.IntentId == intentId
        ? new Resolution.Settled(CheckoutStatus.Completed)
        : new Resolution.NothingOpen(session.StatusAt(ports.Now));
}

/// <summary>A charge that a session's record has lost.</summary>
internal static class LostCharge
{
    /// <returns>Why it cannot be the session's, a sentence each; empty where it is.</returns>
    public static IReadOnlyList<string> Missing(CheckoutSession session, Payment.Open open, ChargeFinding.Found found)
    {
        string?[] missing =
        [
            found.Amount == session.Quote.Total && found.Currency == session.Currency ? null : "The payment is of another sum than the session's total.",
            found.Attempt > open.Refused ? null : "The session knows that attempt as refused.",
            session.Quote.Obstacles.Count == 0 ? null : "The session's record lacks what an order needs, such as an address.",
            session.HasClosedPage(found.Attempt) ? "It was made on a page of the session that had been closed." : null,
        ];
        return [.. missing.OfType<string>()];
    }

    /// <summary>For a person: the same whichever rail finds it.</summary>
    public static Contradiction Unfit(string session, int attempt, DateTimeOffset now) =>
        new(session, ContradictionKind.LostChargeOfOtherTotal, Intent: null, attempt, Amount: null, Currency: null, now);

    /// <summary>As far as it can be told: its token and its bytes are lost, its account is the one that was searched.</summary>
    public static ChargeAttempt AttemptOf(CheckoutSession session, ChargeFinding.Found found, CheckoutPorts ports) => new(
        found.Attempt,
        found.Amount,
        found.Currency,
        Token: string.Empty,
        ReservationId: string.Empty,
        ChargeAttempt.KeyOf(session.Id, found.Attempt),
        ports.Provider.Freeze(new ChargeOrder(session.Id, found.Attempt, found.Amount, found.Currency, string.Empty)) with { Body = ReadOnlyMemory<byte>.Empty },
        Sends: 1,
        ports.Now,
        Transition.HoldsOf(session.Quote));
}
