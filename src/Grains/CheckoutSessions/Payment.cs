using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Serialization;
using Acp.Payments;
using Acp.Store;

namespace Acp.CheckoutSessions;

/// <summary>What is known of a session's money. The private constructor closes the hierarchy.</summary>
[JsonDerivedType(typeof(Open), "open")]
[JsonDerivedType(typeof(Charging), "charging")]
[JsonDerivedType(typeof(Waiting), "waiting")]
[JsonDerivedType(typeof(Charged), "charged")]
[JsonDerivedType(typeof(Closed), "closed")]
[JsonDerivedType(typeof(PageOpening), "page_opening")]
[JsonDerivedType(typeof(PageOpen), "page_open")]
public abstract record Payment : Stored
{
    private const string NotCarriedOut = "The payment was not carried out, and its token can no longer be used.";

    private Payment() { }

    /// <summary>No attempt is open. <paramref name="Refused"/> attempts were definitely refused.</summary>
    /// <param name="LastRefusal">Why the last of them was, for people; null while there is none.</param>
    public sealed record Open(int Refused, string? LastRefusal = null) : Payment;

    /// <summary>The attempt is durable; the provider may or may not have taken the money.</summary>
    public sealed record Charging(ChargeAttempt Attempt) : Payment;

    /// <summary>The intent exists and is not charged yet: the shopper must authenticate, or the provider is at work.</summary>
    public sealed record Waiting(ChargeAttempt Attempt, string IntentId, WaitingFor For) : Payment;

    /// <summary>Completed, for ever. Without an attempt only where the total was zero.</summary>
    public sealed record Charged(ChargeAttempt? Attempt, string? IntentId) : Payment;

    /// <summary>Canceled or expired, for ever: it can never be charged.</summary>
    public sealed record Closed(int Refused, ClosedBecause Because) : Payment;

    /// <summary>A page was asked for: there may be one, and nobody knows its address yet.</summary>
    public sealed record PageOpening(ChargeAttempt Attempt) : Payment;

    /// <summary>The provider's page can be paid at any moment, until the provider confirms that it cannot.</summary>
    /// <param name="IsOffered">False where it would collect another amount: nobody is sent there, and it is closed.</param>
    public sealed record PageOpen(ChargeAttempt Attempt, bool IsOffered) : Payment;

    /// <exception cref="UnreachableException">The event cannot follow the state; the table is <c>Payment.transitions.txt</c>.</exception>
    public static Payment Evolve(Payment state, PaymentEvent change) => (state, change) switch
    {
        (Open, PaymentEvent.AttemptOpened e) => new Charging(e.Attempt),
        (Open, PaymentEvent.ChargeFound e) => new Charged(e.Attempt, e.IntentId),
        (Open, PaymentEvent.CompletedWithoutCharge) => new Charged(Attempt: null, IntentId: null),
        (Open s, PaymentEvent.SessionClosed e) => new Closed(s.Refused, e.Because),
        (Open, PaymentEvent.PageRequested e) => new PageOpening(e.Attempt),
        (Charging s, PaymentEvent.SendRecorded e) => new Charging(s.Attempt.SentAgain(e.At)),
        (Charging s, PaymentEvent.AttemptWithdrawn) => new Open(s.Attempt.Number - 1),
        (Charging s, PaymentEvent.LeftWaiting e) => new Waiting(s.Attempt, e.IntentId, e.For),
        (Charging s, PaymentEvent.ChargeSucceeded e) => new Charged(s.Attempt, e.IntentId),
        (Charging s, PaymentEvent.ChargeRefused e) => new Open(s.Attempt.Number, e.Reason),
        (Waiting s, PaymentEvent.LeftWaiting e) => s with { For = e.For },
        (Waiting s, PaymentEvent.ChargeSucceeded) => new Charged(s.Attempt, s.IntentId),
        (Waiting s, PaymentEvent.ChargeRefused e) => new Open(s.Attempt.Number, e.Reason),
        (Waiting s, PaymentEvent.IntentCanceled) => new Open(s.Attempt.Number),
        (Charging s, PaymentEvent.FoundUncharged) => new Open(s.Attempt.Number, NotCarriedOut),
        (Waiting s, PaymentEvent.FoundUncharged) => new Open(s.Attempt.Number, NotCarriedOut),
        (PageOpening or PageOpen, _) => OfPage(state, change),
        _ => throw new UnreachableException($"{change} cannot follow {state}."),
    };

    private static Payment OfPage(Payment state, PaymentEvent change) => (state, change) switch
    {
        (PageOpening s, PaymentEvent.SendRecorded e) => new PageOpening(s.Attempt.SentAgain(e.At)),
        (PageOpening s, PaymentEvent.AttemptWithdrawn) => new Open(s.Attempt.Number - 1),
        (PageOpening s, PaymentEvent.PageRefused) => new Open(s.Attempt.Number),
        (PageOpening s, PaymentEvent.PageNotOpened) => new Open(s.Attempt.Number),
        (PageOpening s, PaymentEvent.PageOpened e) => new PageOpen(s.Attempt with { Page = e.Page }, e.IsOffered),
        (PageOpening s, PaymentEvent.PageExpired) => new Open(s.Attempt.Number),
        (PageOpening s, PaymentEvent.LeftWaiting e) => new Waiting(s.Attempt, e.IntentId, e.For),
        (PageOpening s, PaymentEvent.ChargeSucceeded e) => new Charged(s.Attempt, e.IntentId),
        (PageOpening, PaymentEvent.ChargeFound e) => new Charged(e.Attempt, e.IntentId),
        (PageOpen s, PaymentEvent.PageExpired) => new Open(s.Attempt.Number),
        (PageOpen s, PaymentEvent.LeftWaiting e) => new Waiting(s.Attempt, e.IntentId, e.For),
        (PageOpen s, PaymentEvent.ChargeSucceeded e) => new Charged(s.Attempt, e.IntentId),
        _ => throw new UnreachableException($"{change} cannot follow {state}."),
    };
}

public enum WaitingFor
{
    /// <summary>The shopper must authenticate (3-D Secure).</summary>
    Shopper,

    /// <summary>The provider is still processing.</summary>
    Provider,
}

public enum ClosedBecause
{
    Canceled,
    Expired,
}

/// <summary>What can happen to a session's money. The private constructor closes the hierarchy.</summary>
public abstract record PaymentEvent
{
    private PaymentEvent() { }

    /// <summary>The attempt that it begins with; null where it is about one that is open.</summary>
    public ChargeAttempt? Opened => this switch
    {
        AttemptOpened e => e.Attempt,
        PageRequested e => e.Attempt,
        ChargeFound e => e.Attempt,
        _ => null,
    };

    /// <summary>The attempt and its first send are recorded; the send follows the commit.</summary>
    public sealed record AttemptOpened(ChargeAttempt Attempt) : PaymentEvent;

    /// <summary>One more send is permitted; it follows the commit.</summary>
    public sealed record SendRecorded(DateTimeOffset At) : PaymentEvent;

    /// <summary>The provider did not carry out the only send. The number stays.</summary>
    public sealed record AttemptWithdrawn : PaymentEvent;

    public sealed record LeftWaiting(string IntentId, WaitingFor For) : PaymentEvent;

    public sealed record ChargeSucceeded(string IntentId) : PaymentEvent;

    public sealed record ChargeRefused(string Reason) : PaymentEvent;

    /// <summary>The provider confirmed that the waiting intent can never be charged.</summary>
    public sealed record IntentCanceled : PaymentEvent;

    /// <summary>The provider holds a charge of this session that its record has lost.</summary>
    public sealed record ChargeFound(ChargeAttempt Attempt, string IntentId) : PaymentEvent;

    /// <summary>It is proven that the attempt charged nothing and never will: <see cref="NeverCharged"/>.</summary>
    /// <param name="Token">What became of its token.</param>
    public sealed record FoundUncharged(TokenDeactivation Token) : PaymentEvent;

    /// <summary>The total was zero: there is nothing to charge.</summary>
    public sealed record CompletedWithoutCharge : PaymentEvent;

    public sealed record SessionClosed(ClosedBecause Because) : PaymentEvent;

    /// <summary>The attempt and its first send are recorded, as of a charge; the page is asked for after the commit.</summary>
    public sealed record PageRequested(ChargeAttempt Attempt) : PaymentEvent;

    /// <param name="IsOffered">Whether it collects what the session costs.</param>
    public sealed record PageOpened(HostedPage Page, bool IsOffered) : PaymentEvent;

    /// <summary>The provider would not make a page of this.</summary>
    public sealed record PageRefused(string Reason) : PaymentEvent;

    /// <summary>The provider confirmed that the page can never be paid.</summary>
    public sealed record PageExpired(string PageId) : PaymentEvent;

    /// <summary>It is proven that no page was made and none ever will be: <see cref="PageDecider"/>.</summary>
    public sealed record PageNotOpened : PaymentEvent;
}

/// <summary>
/// The only thing through which money moves, on either rail. Committed before its first byte leaves.
/// </summary>
/// <param name="Number">From 1; a new number only after the one before was definitely refused.</param>
/// <param name="Amount">Minor units.</param>
/// <param name="ReservationId">The token's key while this attempt holds it.</param>
/// <param name="ProviderKey"><c>acp:{session}:{number}</c>: never the caller's key, never the token.</param>
/// <param name="Sends">How often sending was permitted. Whether a send is the first is read here, never remembered.</param>
/// <param name="Holds">What this attempt holds of the merchant's stock.</param>
/// <param name="LastSentAt">When the newest send was permitted; null where that was the first.</param>
public sealed record ChargeAttempt(
    int Number,
    long Amount,
    string Currency,
    string Token,
    string ReservationId,
    string ProviderKey,
    FrozenRequest Request,
    int Sends,
    DateTimeOffset FirstSentAt,
    IReadOnlyList<StockHold> Holds,
    DateTimeOffset? LastSentAt = null) : Stored
{
    public DateTimeOffset NewestSendAt => LastSentAt ?? FirstSentAt;

    public ChargeRail Rail { get; init; }

    /// <summary>When the page that was asked for can no longer be paid, nor be made; null on the other rail.</summary>
    public DateTimeOffset? PageEndsAt { get; init; }

    /// <summary>Null on the other rail, and while the provider has not told of it.</summary>
    public HostedPage? Page { get; init; }

    /// <summary>Null where its request had no key, came from a page, or is older than this member.</summary>
    public BegunUnder? BegunUnder { get; init; }

    public ChargeAttempt SentAgain(DateTimeOffset at) => this with { Sends = Sends + 1, LastSentAt = at };

    /// <summary>What this attempt would ask of the provider with that token and proof.</summary>
    public ChargeOrder OrderOf(string session, string token, AuthenticationProof? proof) => new(session, Number, Amount, Currency, token) { Proof = proof };

    public ChargeTrace TraceOf(string session) => new(session, Number, Token, Request, FirstSentAt);

    /// <summary>Only of a page: it can be made as long as a send may be on its way, and not once it would have ended.</summary>
    public PageTrace PageTraceOf(string session)
    {
        var (quiet, end) = (NewestSendAt + NeverCharged.Quiet, PageEndsAt!.Value);
        return new(session, Number, Request.Account, FirstSentAt, Until: quiet < end ? quiet : end);
    }

    /// <summary>Of any charge that the session's record has lost: it left before this attempt was begun, and nobody knows its token.</summary>
    /// <param name="from">When the session was created.</param>
    public ChargeTrace LostTraceOf(string session, DateTimeOffset from) =>
        new(session, Attempt: null, Token: string.Empty, Request: null, from) { Until = FirstSentAt + NeverCharged.Quiet };

    /// <summary>A charge that the record has lost, of what this attempt was to collect.</summary>
    public ChargeAttempt As(string session, int number) => this with { Number = number, ProviderKey = KeyOf(session, number), BegunUnder = null };

    public static string KeyOf(string session, int number) => string.Create(CultureInfo.InvariantCulture, $"acp:{session}:{number}");

    // The record's default would print the token into a log or an exception.
    public override string ToString() => $"attempt {Number} of {Amount} {Currency}, sends {Sends}";
}

/// <summary>
/// Which request began an attempt. No reply is kept while the outcome is open, so only this tells another request that
/// the key is taken: else its refusal would be kept under the key of a charge.
/// </summary>
/// <param name="Key">As <see cref="IdempotencyKey.Key"/>; platform and path are the session's.</param>
/// <param name="Fingerprint">As <see cref="IdempotencyKey.Fingerprint"/>.</param>
public sealed record BegunUnder(string Key, string Fingerprint) : Stored
{
    public static BegunUnder? Of(Call call) => call.Once is { } once ? new(once.Key, once.Fingerprint) : null;

    /// <summary>Whether that call brings the same key for something else.</summary>
    public bool IsReusedBy(Call call) => call.Once is { } once && once.Key == Key && once.Fingerprint != Fingerprint;
}

/// <summary>By which way an attempt collects.</summary>
public enum ChargeRail
{
    /// <summary>A Shared Payment Token, which the attempt holds.</summary>
    Token,

    /// <summary>The provider's own page. It has no token: <see cref="ChargeAttempt.Token"/> and <see cref="ChargeAttempt.ReservationId"/> are empty.</summary>
    Page,
}

/// <summary>Units of a product taken off the shelf by an attempt.</summary>
public sealed record StockHold(string ProductId, int Quantity) : Stored;
