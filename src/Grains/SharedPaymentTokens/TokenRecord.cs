using Acp.Attention;
using Acp.Payments;
using Acp.Store;

namespace Acp.SharedPaymentTokens;

/// <summary>A token as it is stored: one record, whether it was issued through us, granted to us, or both.</summary>
/// <param name="Facts">As the provider last told us.</param>
/// <param name="Platform">Whose it was when it last changed; of a token that was issued through us, who had it issued.</param>
/// <param name="Issued">What it was issued for; null for a token that was granted to us only.</param>
/// <param name="IsListed">False only in what was stored before there were rows and tallies: it has never been counted.</param>
public sealed record TokenRecord(
    string Id,
    SharedPaymentToken State,
    TokenFacts? Facts,
    DateTimeOffset FirstSeenAt,
    string? Platform = null,
    IssueTerms? Issued = null,
    bool IsListed = false) : Stored
{
    private TokenOrigin Origin => Issued is null ? TokenOrigin.Granted : TokenOrigin.Issued;

    private DateTimeOffset CreatedAt => Issued?.CreatedAt ?? FirstSeenAt;

    private string? Currency => Issued?.Currency ?? Facts?.Currency;

    private long? Amount => Issued?.Amount ?? Facts?.Limit ?? Facts?.Remaining;

    private AmountKind AmountKind => Issued?.AmountKind ?? (Facts is { IsExact: true } ? AmountKind.Exact : AmountKind.Maximum);

    private string? Session => State switch
    {
        SharedPaymentToken.Reserved s => s.Session,
        SharedPaymentToken.Used s => s.Session,
        _ => null,
    };

    /// <summary>Null: it does not expire, or nobody told.</summary>
    public DateTimeOffset? ExpiresAt => Facts?.ExpiresAt ?? Issued?.ExpiresAt;

    /// <summary>The platform that had it issued through us; null for a token that was granted to us only.</summary>
    public string? IssuedTo => Issued is null ? null : Platform;

    public TokenRecord After(TokenEvent change) => this with { State = SharedPaymentToken.Evolve(State, change), IsListed = true };

    /// <summary>What the provider says of it now: perhaps that it ended, or whom it came from.</summary>
    /// <param name="paymentIntent">The payment that used it, where one is known and it was used.</param>
    public TokenRecord Told(TokenFacts facts, DateTimeOffset now, string? paymentIntent)
    {
        // Whether the death of a token that a session holds was that session's charge, the session must find out.
        TokenEvent change = facts.Deactivation is null || State is SharedPaymentToken.Reserved ? new TokenEvent.Seen() : TokenEvent.FoundDeactivated.Of(facts, now, paymentIntent);
        return After(change) with { Facts = facts with { Agent = facts.Agent ?? Facts?.Agent, Risk = facts.Risk ?? Facts?.Risk } };
    }

    /// <summary>As above, of a token that was issued through us, from its issuer.</summary>
    public TokenRecord Told(IssuedFacts issued, DateTimeOffset now, string? paymentIntent) =>
        Told(issued.Facts, now, paymentIntent) with { Issued = Issued is null ? null : Issued with { NextAction = issued.NextAction } };

    /// <summary>Expiry is a fact of time: a token past it never reads active, though nothing has swept it yet.</summary>
    public SharedPaymentTokenStatus StatusAt(DateTimeOffset now) =>
        Written == SharedPaymentTokenStatus.Active && ExpiresAt <= now ? SharedPaymentTokenStatus.Expired : Written;

    public IndexColumns Index(DateTimeOffset now) => new(
        "shared_payment_token", StatusAt(now).ToString(), Platform, Facts?.Remaining, Currency, CreatedAt)
    {
        Mark = State is SharedPaymentToken.Revoked { Confirmed: false } revoked ? new Mark(Marks.UnconfirmedRevocation, revoked.At ?? now) : null,
    };

    /// <summary>
    /// What is listed and counted of it. A function of the record alone and never of the time: so what a change must take
    /// back is known from the version that it replaces. Times are whole milliseconds, as stores keep them.
    /// </summary>
    public TokenRow Row() => new(
        Id, Origin, Written, Platform, Issued?.Merchant, Session, Currency, Amount, Whole(CreatedAt)!.Value, Whole(ExpiresAt), Whole(EndedAt));

    public SharedPaymentTokenView View(DateTimeOffset now) => new(
        Id,
        Origin,
        StatusAt(now),
        Platform,
        Issued?.Merchant,
        Session,
        Currency,
        Amount,
        AmountKind,
        CreatedAt,
        ExpiresAt,
        (State as SharedPaymentToken.Used)?.At,
        (State as SharedPaymentToken.Revoked)?.At,
        (State as SharedPaymentToken.Revoked)?.Reason,
        (State as SharedPaymentToken.Used)?.PaymentIntent,
        State is not SharedPaymentToken.Revoked { Confirmed: false },
        Issued?.Mandate,
        Issued?.NextAction,
        Facts?.Agent,
        Facts?.Risk,
        Issued?.Metadata);

    private SharedPaymentTokenStatus Written => State switch
    {
        SharedPaymentToken.Used => SharedPaymentTokenStatus.Used,
        SharedPaymentToken.Revoked => SharedPaymentTokenStatus.Revoked,
        SharedPaymentToken.Expired => SharedPaymentTokenStatus.Expired,
        _ => SharedPaymentTokenStatus.Active,
    };

    private DateTimeOffset? EndedAt => State switch
    {
        SharedPaymentToken.Used s => s.At,
        SharedPaymentToken.Revoked s => s.At ?? FirstSeenAt,
        SharedPaymentToken.Expired s => s.At ?? ExpiresAt ?? FirstSeenAt,
        _ => null,
    };

    private static DateTimeOffset? Whole(DateTimeOffset? time) =>
        time is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at.ToUnixTimeMilliseconds()) : null;
}

/// <summary>What a token was issued for, and under which issue of ours.</summary>
/// <param name="Merchant">Its domain.</param>
/// <param name="Amount">The limit in minor units.</param>
/// <param name="Currency">ISO 4217, lower case.</param>
/// <param name="CreatedAt">By the provider's clock.</param>
/// <param name="ExpiresAt">As it was asked for.</param>
/// <param name="Metadata">JSON object of the platform's own.</param>
/// <param name="NextAction">JSON as the provider gave it: what the shopper must do first; null where nothing.</param>
public sealed record IssueTerms(
    string Issue,
    string Merchant,
    long Amount,
    AmountKind AmountKind,
    string Currency,
    DateTimeOffset CreatedAt,
    DateTimeOffset ExpiresAt,
    MandateLinks? Mandate,
    string? Metadata,
    string? NextAction) : Stored;
