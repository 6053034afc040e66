using System.Diagnostics;
using System.Text.Json.Serialization;
using Acp.Payments;
using Acp.SharedPaymentTokens;
using Acp.Store;

namespace Acp.TokenIssues;

/// <summary>An issue as it is stored.</summary>
/// <param name="Platform">Whose wish it is.</param>
public sealed record TokenIssue(string Id, string Platform, IssueState State, DateTimeOffset CreatedAt) : Stored
{
    /// <summary>Longer than the provider remembers a key or tells of a token: an issue that began anew must not meet its own past.</summary>
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(30);

    /// <summary>The issue's key in the store, and the subject of its audit trail.</summary>
    public static string KeyOf(string id) => $"issue/{id}";

    public IndexColumns Index(DateTimeOffset now)
    {
        var order = State.Attempt;
        return new("token_issue", State.GetType().Name, Platform, order?.Amount, order?.Currency, CreatedAt)
        {
            KeptUntil = State is IssueState.Pending ? null : now + KeptFor,
        };
    }
}

/// <summary>What is known of an issue. The private constructor closes the hierarchy.</summary>
[JsonDerivedType(typeof(Pending), "pending")]
[JsonDerivedType(typeof(Issued), "issued")]
[JsonDerivedType(typeof(Refused), "refused")]
[JsonDerivedType(typeof(Abandoned), "abandoned")]
public abstract record IssueState : Stored
{
    private IssueState() { }

    /// <summary>The attempt is durable; the provider may or may not have issued the token.</summary>
    public sealed record Pending(IssueAttempt Current) : IssueState;

    /// <param name="Token">The provider's id.</param>
    public sealed record Issued(IssueAttempt Done, string Token) : IssueState;

    /// <summary>By us, the provider, or because the provider did not take it: it is certain that this number made no token.</summary>
    /// <param name="Number">The last that was drawn; 0 where none ever was.</param>
    /// <param name="Last">The attempt before, of which a token may still be heard.</param>
    public sealed record Refused(int Number, IssueAttempt? Last) : IssueState;

    /// <summary>It was never heard what became of it, and the provider may have forgotten its key by now.</summary>
    public sealed record Abandoned(IssueAttempt Last) : IssueState;

    /// <summary>The newest attempt that there was.</summary>
    [JsonIgnore]
    public IssueAttempt? Attempt => this switch
    {
        Pending s => s.Current,
        Issued s => s.Done,
        Abandoned s => s.Last,
        Refused s => s.Last,
        _ => throw new UnreachableException($"Unhandled {this}."),
    };

    [JsonIgnore]
    public int LastNumber => this is Refused refused ? refused.Number : Attempt!.Number;

    /// <exception cref="UnreachableException">The event cannot follow the state; the table is <c>TokenIssue.transitions.txt</c>.</exception>
    public static IssueState Evolve(IssueState? state, IssueEvent change) => (state, change) switch
    {
        (null or not Pending, IssueEvent.Begun e) when e.Attempt.Number == (state?.LastNumber ?? 0) + 1 => new Pending(e.Attempt),
        (null or not Pending, IssueEvent.RefusedByPolicy) => new Refused(state?.LastNumber ?? 0, state?.Attempt),
        (Pending s, IssueEvent.SendRecorded e) => new Pending(s.Current with { Sends = s.Current.Sends + 1, LastSentAt = e.At }),
        (Pending s, IssueEvent.TokenIssued e) => new Issued(s.Current, e.Token),
        (Abandoned s, IssueEvent.TokenIssued e) => new Issued(s.Last, e.Token), // It told of itself after all.
        (Pending s, IssueEvent.RefusedByProvider or IssueEvent.Withdrawn) => new Refused(s.Current.Number, s.Current),
        (Pending s, IssueEvent.GivenUp) => new Abandoned(s.Current),
        _ => throw new UnreachableException($"{change} cannot follow {state}."),
    };
}

/// <summary>What can happen to an issue. The private constructor closes the hierarchy.</summary>
public abstract record IssueEvent
{
    private IssueEvent() { }

    /// <summary>The attempt and its first send are recorded; the send follows the commit.</summary>
    public sealed record Begun(IssueAttempt Attempt) : IssueEvent;

    /// <summary>One more send is permitted; it follows the commit.</summary>
    public sealed record SendRecorded(DateTimeOffset At) : IssueEvent;

    public sealed record TokenIssued(string Token) : IssueEvent;

    /// <summary>Nothing was sent.</summary>
    public sealed record RefusedByPolicy : IssueEvent;

    public sealed record RefusedByProvider(string Reason) : IssueEvent;

    /// <summary>The provider did not carry out the only send.</summary>
    public sealed record Withdrawn : IssueEvent;

    public sealed record GivenUp : IssueEvent;
}

/// <summary>The only thing through which a token is issued. Committed before its first byte leaves.</summary>
/// <param name="Number">From 1; a new one only after the one before has ended.</param>
/// <param name="ProviderKey"><c>acp:{issue}:{number}</c>.</param>
/// <param name="Call">Whose reply is kept with the outcome, whoever settles it.</param>
/// <param name="Sends">How often sending was permitted. Whether a send is the first is read here, never remembered.</param>
/// <param name="LastSentAt">When the newest send was permitted; null where that was the first.</param>
/// <param name="ExpiresAt">The token's own, in whole seconds: it tells this attempt's token from an earlier one's.</param>
/// <param name="Budget">What was taken of the platform's day, to be given back as it was taken.</param>
public sealed record IssueAttempt(
    int Number,
    string ProviderKey,
    IssueCall Call,
    FrozenRequest Request,
    int Sends,
    DateTimeOffset FirstSentAt,
    DateTimeOffset? LastSentAt,
    DateTimeOffset ExpiresAt,
    string Merchant,
    long Amount,
    AmountKind AmountKind,
    string Currency,
    MandateLinks? Mandate,
    string? Metadata,
    IReadOnlyList<BudgetUse> Budget) : Stored
{
    [JsonIgnore]
    public DateTimeOffset NewestSendAt => LastSentAt ?? FirstSentAt;

    public IssueTerms TermsOf(string issue, IssuedFacts token) => new(
        issue, Merchant, Amount, AmountKind, Currency, token.CreatedAt, ExpiresAt, Mandate, Metadata, token.NextAction);

    /// <summary>Of a token that an earlier number made: what it was asked for is forgotten, except what it says itself.</summary>
    public IssueTerms TermsOfEarlier(string issue, IssuedFacts token) => new(
        issue,
        Merchant,
        token.Facts.Limit ?? Amount,
        token.Facts.IsExact ? AmountKind.Exact : AmountKind.Maximum,
        token.Facts.Currency ?? Currency,
        token.CreatedAt,
        token.Facts.ExpiresAt ?? ExpiresAt,
        Mandate: null,
        Metadata: null,
        token.NextAction);

    // The record's default would print the platform's metadata into a log or an exception.
    public override string ToString() => $"issue {Number} of {Amount} {Currency}, sends {Sends}";
}

/// <summary>The caller's key, and the body it stands for.</summary>
public sealed record IssueCall(string Platform, string Path, string Key, string Fingerprint) : Stored;

/// <summary>What an issue takes of a counter.</summary>
/// <param name="Limit">What the counter may come to within the day.</param>
public sealed record BudgetUse(string Counter, long Amount, long Limit) : Stored;
