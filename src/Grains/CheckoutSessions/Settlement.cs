using System.Security.Cryptography;
using Acp.Attention;
using Acp.Payments;
using Acp.SharedPaymentTokens;
using Acp.Store;
using Microsoft.Extensions.Logging;

namespace Acp.CheckoutSessions;

/// <summary>What an answer of the provider came to. The private constructor closes the hierarchy.</summary>
internal abstract record Settled
{
    private Settled() { }

    /// <summary>It settled nothing: the attempt stays as it is.</summary>
    public sealed record Nothing : Settled;

    /// <summary>The attempt was settled by somebody else meanwhile, or this call's reply is kept already: start anew.</summary>
    public sealed record Superseded : Settled;

    /// <param name="Answer">Null where the caller is to be decided anew.</param>
    public sealed record By(PaymentEvent Event, Answer? Answer) : Settled;
}

/// <summary>Who settles an attempt by completing, and with which token: not always the one that is being charged.</summary>
/// <param name="Authentication">What the platform says became of the shopper's challenge; null where it says nothing.</param>
/// <param name="Seen">The session's version from before the call's key was looked up and found unused.</param>
internal sealed record Offer(Call Call, string Token, AuthenticationResult? Authentication, long Seen)
{
    public IReadOnlyList<MarketingConsent> Consents { get; init; } = [];

    /// <summary>For whoever counts.</summary>
    public CompleteCourse Course { get; init; } = new();

    /// <summary>Nothing may be charged for it. What was sent before is settled all the same.</summary>
    public bool IsDenied => Authentication is { Permits: false };

    public AuthenticationProof? Proof => IsDenied ? null : Authentication?.Proof;

    /// <summary>Whether it has a proof that an attempt's frozen bytes do not carry: only there is it on record what the issuer was shown.</summary>
    public bool BringsProofTo(ChargeAttempt attempt, string session, IPaymentProvider provider) =>
        Proof is not null && !provider.Freeze(attempt.OrderOf(session, Token, Proof)).Body.Span.SequenceEqual(attempt.Request.Body.Span);
}

/// <summary>
/// The turn in which a provider's answer becomes fact: outcome, order, token, stock, kept reply, audit and message in
/// one unit.
/// </summary>
internal sealed partial class Settlement(SessionRecord record, CheckoutPorts ports)
{
    private const int MaxRaces = 16;

    private readonly ILogger log = ports.Log;

    /// <param name="offer">Whose reply is kept with the outcome; null where nobody waits.</param>
    public ValueTask<Settled> Record(ChargeAnswer answer, int attempt, Offer? offer, string actor) =>
        Record(new Evidence(answer.GetType().Name, answer is ChargeAnswer.Succeeded, session => ports.Deciders.OnAnswer(session.Payment, answer)), attempt, offer, actor);

    /// <summary>Of a page. Nobody's reply is kept with it: whoever waits is decided anew.</summary>
    public ValueTask<Settled> Record(PageAnswer answer, int attempt, string actor) =>
        Record(new Evidence(answer.GetType().Name, answer is PageAnswer.Paid, session => ports.Deciders.OnPageAnswer(session.Payment, answer)), attempt, offer: null, actor);

    /// <param name="lost">A charge that the record may have lost; null where that was not looked for.</param>
    /// <param name="asked">Before the provider was asked.</param>
    public ValueTask<Settled> Record(PageFinding finding, ChargeFinding? lost, DateTimeOffset asked, int attempt, string actor) => Record(
        new Evidence(
            finding.GetType().Name,
            finding is PageFinding.Found { Answer: PageAnswer.Paid },
            session => ports.Deciders.OnPageFinding(session, finding, lost, asked)),
        attempt,
        offer: null,
        actor);

    /// <summary>Looks for what an attempt did, without sending.</summary>
    /// <param name="offer">Whose reply is kept with what was found; null where nobody waits.</param>
    public async ValueTask<(ChargeFinding Finding, Settled Settled)> FindCharge(ChargeAttempt attempt, Offer? offer, string actor)
    {
        // What is proven is proven of then: this process may sleep before it is recorded, and a token die meanwhile that was charged before.
        var asked = ports.Now;
        var finding = await ports.Provider.FindCharge(attempt.TraceOf(record.Id));
        finding = finding is ChargeFinding.Found found ? found with { Answer = await Final(found.Answer, found.IntentId) } : finding;
        var evidence = new Evidence(
            finding.GetType().Name,
            finding is ChargeFinding.Found { Answer: ChargeAnswer.Succeeded },
            session => ports.Deciders.OnFinding(session.Payment, finding, asked));
        return (finding, await Record(evidence, attempt.Number, offer, actor));
    }

    /// <summary>What became of an intent that waits.</summary>
    public async ValueTask<(ChargeAnswer Answer, Settled Settled)> LookUpIntent(string intentId, ChargeAttempt attempt, Offer? offer, string actor)
    {
        var seen = await ports.Provider.LookUpIntent(intentId);

        // A page that the shopper is through with takes no second try, and the provider cancels no intent of a page.
        var answer = attempt.Rail == ChargeRail.Page ? seen : await Final(seen, intentId);
        return (answer, await Record(answer, attempt.Number, offer, actor));
    }

    /// <returns>True once the intent is certainly not going to be charged, or certainly was.</returns>
    /// <param name="attempt">Whose intent it is: the record may have a newer one by now.</param>
    public async ValueTask<bool> CancelIntent(string intentId, ChargeAttempt attempt, string actor)
    {
        var canceled = await Record(await Cancel(intentId), attempt.Number, offer: null, actor);
        return IsOver(canceled)
            // Refused, or not answered: it may have succeeded meanwhile.
            || IsOver((await LookUpIntent(intentId, attempt, offer: null, actor)).Settled);
    }

    // One that was declined could be confirmed once more, by whoever was given it to authenticate: it is canceled for
    // certain before anybody may pay anew.
    private async ValueTask<ChargeAnswer> Final(ChargeAnswer seen, string intentId) =>
        seen is ChargeAnswer.Declined && await Cancel(intentId) is not ChargeAnswer.Canceled and var stands ? stands : seen;

    // What else a cancel may be answered says nothing of the charge: refused or not carried out is the cancel itself.
    private async ValueTask<ChargeAnswer> Cancel(string intentId) => await ports.Provider.CancelIntent(intentId) switch
    {
        ChargeAnswer.Declined or ChargeAnswer.Rejected or ChargeAnswer.NotExecuted => new ChargeAnswer.Unknown("not canceled"),
        var answer => answer,
    };

    private async ValueTask<Settled> Record(Evidence evidence, int attempt, Offer? offer, string actor)
    {
        for (var race = 0; race < MaxRaces; race++)
        {
            if (await record.Turn(session => Decide(session!, evidence, attempt, offer, actor)) is { } settled)
            {
                return settled;
            }
        }

        return new Settled.Nothing();
    }

    private static bool IsOver(Settled settled) => settled is Settled.Superseded or Settled.By { Event: not PaymentEvent.LeftWaiting };

    private async ValueTask<Settled?> Decide(CheckoutSession session, Evidence evidence, int number, Offer? offer, string actor)
    {
        if (Transition.AttemptOf(session.Payment) is not { } attempt || attempt.Number != number)
        {
            await PutStrayBeforeAPerson(session, evidence, number);
            return new Settled.Superseded();
        }

        if (evidence.Decide(session) is not { } change)
        {
            LogUnsettled(attempt.ProviderKey, evidence.Name, attempt.Sends);
            return new Settled.Nothing();
        }

        if (offer is null && IsNoNews(session.Payment, change))
        {
            return new Settled.Nothing();
        }

        var token = await record.RecallTokenOf(attempt);
        if (token is not null && token.State?.State as SharedPaymentToken.Reserved != new SharedPaymentToken.Reserved(session.Id, number))
        {
            record.Drop(); // The token is ahead of this session: another process settled the attempt.
            return null;
        }

        var heard = session with { Consents = Consents.Withdraw(session.Consents, offer?.Consents ?? []) };
        var transition = offer is null ? new Transition(heard, token, actor, ports.Now) : new Transition(heard, token, offer.Call, ports.Now);
        return await Land(transition.Apply(change, change is PaymentEvent.ChargeFound ? PlaceHeldOrder : PlaceOrder), change, attempt, offer);
    }

    private static bool IsNoNews(Payment payment, PaymentEvent change) =>
        (payment, change) is (Payment.Waiting waiting, PaymentEvent.LeftWaiting left) && waiting.For == left.For;

    private async ValueTask<Settled?> Land(Transition transition, PaymentEvent change, ChargeAttempt attempt, Offer? offer)
    {
        var answer = offer is null ? null : AnswerTo(change, transition.After, attempt, offer);
        if (offer is not null && answer is Answer.Replied replied)
        {
            transition.Keep(offer.Call, replied.Reply, ports.Options.ReplyRetention);
        }

        switch (await record.Commit(transition))
        {
            case Verdict.Committed:
                return new Settled.By(change, answer);
            case Verdict.ReplyExists: // Another process answered this key; the money's facts must land all the same.
                return await record.Commit(transition.KeepNothing()) is Verdict.Committed ? new Settled.Superseded() : null;
            default:
                return null;
        }
    }

    private Answer? AnswerTo(PaymentEvent change, CheckoutSession after, ChargeAttempt attempt, Offer offer) => change switch
    {
        PaymentEvent.ChargeSucceeded => new Answer.Replied(
            ports.Replies.Render(offer.Call.Caller.ApiVersion, ports.ViewOf(after), created: false), Replayed: false),

        PaymentEvent.LeftWaiting { For: WaitingFor.Shopper } when offer.IsDenied => Refusal(offer.Call, Refusals.NotAuthenticated),

        // What the issuer says of another token, or without the proof, is no answer to this caller, whose own was not tried yet.
        PaymentEvent.ChargeRefused or PaymentEvent.LeftWaiting { For: WaitingFor.Shopper } when attempt.Token != offer.Token => null,
        PaymentEvent.LeftWaiting { For: WaitingFor.Shopper } when offer.BringsProofTo(attempt, after.Id, ports.Provider) => null,
        PaymentEvent.ChargeRefused when offer.IsDenied => null,
        PaymentEvent.ChargeRefused refused => Refusal(offer.Call, Refusals.Declined(refused.Reason)),
        PaymentEvent.LeftWaiting { For: WaitingFor.Shopper } => Refusal(offer.Call, Refusals.MustAuthenticate),
        PaymentEvent.LeftWaiting => new Answer.PaymentInProgress(),
        PaymentEvent.AttemptWithdrawn => new Answer.ProviderUnavailable(),
        _ => null,
    };

    private Answer.Replied Refusal(Call call, Refusal refusal) => new(ports.Replies.Render(call.Caller.ApiVersion, refusal), Replayed: false);

    public Order PlaceOrder() => new(ports.Ids.New("ord_"), OrderNumber.From(ports.Ids.New(string.Empty)), ports.Now);

    /// <summary>Of a charge that the record had lost: the cart may have been changed between what the record knows and what was paid for.</summary>
    public Order PlaceHeldOrder() => PlaceOrder() with
    {
        HeldBecause = "The payment was found at the provider, and the record may be older than it, as after a restore: compare goods and address with the payment before anything is shipped",
    };

    private async ValueTask PutStrayBeforeAPerson(CheckoutSession session, Evidence evidence, int number)
    {
        var known = session.Payment is Payment.Charged { Attempt: { } charged } && charged.Number == number;
        if (evidence.IsCharge && !known)
        {
            LogStraySuccess(session.Id, number);
            await ports.Contradictions.PutIfPossible(
                new Contradiction(session.Id, ContradictionKind.UnknownSuccess, Intent: null, number, Amount: null, Currency: null, ports.Now), "provider");
        }
    }

    /// <summary>What was heard of an attempt, and what it means for the record as it is when it lands.</summary>
    private sealed record Evidence(string Name, bool IsCharge, Func<CheckoutSession, PaymentEvent?> Decide);

    [LoggerMessage(LogLevel.Debug, "{ProviderKey} is not settled by {Answer} after {Sends} sends.")]
    private partial void LogUnsettled(string providerKey, string answer, int sends);

    [LoggerMessage(LogLevel.Critical, "Session {Session} heard of a success of attempt {Attempt} that its record does not know. Compare it with the provider.")]
    private partial void LogStraySuccess(string session, int attempt);
}

/// <summary>Order numbers for people: 60 bits in Crockford's base 32, such as <c>7KQ2-M9XD-4TRW</c>.</summary>
internal static class OrderNumber
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <summary>From any unguessable id, of which it tells nothing.</summary>
    public static string From(string id)
    {
        var digest = SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(id));
        var letters = digest.Take(12).Select(b => Alphabet[b % Alphabet.Length]).ToArray();
        return string.Join('-', letters.Chunk(4).Select(chunk => new string(chunk)));
    }
}
