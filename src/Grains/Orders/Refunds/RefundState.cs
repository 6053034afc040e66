using System.Diagnostics;
using System.Text.Json.Serialization;
using Acp.Payments;
using Acp.Store;

namespace Acp.Orders;

/// <summary>What is known of one refund. The private constructor closes the hierarchy.</summary>
[JsonDerivedType(typeof(Sending), "sending")]
[JsonDerivedType(typeof(Pending), "pending")]
[JsonDerivedType(typeof(Succeeded), "succeeded")]
[JsonDerivedType(typeof(Failed), "failed")]
public abstract record RefundState : Stored
{
    private const string NeverMade = "The refund was not carried out.";

    private RefundState() { }

    /// <summary>The attempt is durable; the provider may or may not have made the refund.</summary>
    public sealed record Sending(RefundAttempt Attempt) : RefundState;

    /// <summary>The provider has taken it on, and not carried it out yet.</summary>
    /// <param name="ProviderId">The provider's id; told to nobody outside.</param>
    public sealed record Pending(string ProviderId) : RefundState;

    /// <summary>The money is on its way back. It can still come to nothing, days later.</summary>
    public sealed record Succeeded(string ProviderId) : RefundState;

    /// <summary>It came to nothing: its amount can be refunded again.</summary>
    /// <param name="ProviderId">Null where the provider never made it, as far as is known.</param>
    /// <param name="Why">For people.</param>
    /// <param name="By">What the provider refused it for; null where it was not refused.</param>
    public sealed record Failed(string? ProviderId, string Why, RefundRejection? By = null) : RefundState;

    /// <summary>Whether its amount is off what is left: all count that have not certainly come to nothing.</summary>
    [JsonIgnore]
    public bool Counts => this is not Failed;

    /// <summary>The provider's id, as far as it is known.</summary>
    [JsonIgnore]
    public string? KnownAs => this switch
    {
        Pending s => s.ProviderId,
        Succeeded s => s.ProviderId,
        Failed s => s.ProviderId,
        _ => null,
    };

    /// <param name="state">Null: there is no such refund yet.</param>
    /// <returns>Null where it is withdrawn: there is no such refund any more.</returns>
    /// <exception cref="UnreachableException">The event cannot follow the state; the table is <c>Refund.transitions.txt</c>.</exception>
    public static RefundState? Evolve(RefundState? state, RefundEvent change) => (state, change) switch
    {
        (null, RefundEvent.Begun e) => new Sending(e.Attempt),
        (Sending s, RefundEvent.SendRecorded e) => new Sending(s.Attempt with { Sends = s.Attempt.Sends + 1, LastSentAt = e.At }),
        (Sending s, RefundEvent.RepeatsGivenUp) => new Sending(s.Attempt with { IsOnlyLookedUp = true }),
        (Sending, RefundEvent.Withdrawn) => null,
        (Sending, RefundEvent.Refused e) => new Failed(ProviderId: null, e.Why, e.By),
        (Sending, RefundEvent.FoundNever) => new Failed(ProviderId: null, NeverMade),

        // Where the provider shows it after all, or shows one that was made past us, its word counts.
        (null or Sending or Failed { ProviderId: null }, RefundEvent.TakenOn e) => new Pending(e.ProviderId),
        (null or Sending or Pending or Failed { ProviderId: null }, RefundEvent.CarriedOut e) => new Succeeded(e.ProviderId),
        (null or Sending or Pending or Succeeded or Failed { ProviderId: null }, RefundEvent.CameToNothing e) => new Failed(e.ProviderId, e.Why),
        _ => throw new UnreachableException($"{change} cannot follow {state}."),
    };
}

/// <summary>What can happen to a refund. The private constructor closes the hierarchy.</summary>
public abstract record RefundEvent
{
    private RefundEvent() { }

    /// <summary>The attempt and its first send are recorded; the send follows the commit.</summary>
    public sealed record Begun(RefundAttempt Attempt) : RefundEvent;

    /// <summary>One more send is permitted; it follows the commit.</summary>
    public sealed record SendRecorded(DateTimeOffset At) : RefundEvent;

    /// <summary>A repeat can tell nothing more: from now on it is only looked up.</summary>
    public sealed record RepeatsGivenUp : RefundEvent;

    /// <summary>The provider did not carry out the only send: there is no such refund.</summary>
    public sealed record Withdrawn : RefundEvent;

    /// <summary>The provider would not make it.</summary>
    /// <param name="By">Null where the provider gave no reason that we know.</param>
    public sealed record Refused(string Why, RefundRejection? By) : RefundEvent;

    /// <summary>The provider's complete list does not show it, and no send of ours can still be on its way.</summary>
    public sealed record FoundNever : RefundEvent;

    public sealed record TakenOn(string ProviderId) : RefundEvent;

    public sealed record CarriedOut(string ProviderId) : RefundEvent;

    /// <summary>It exists at the provider, and failed or was canceled there.</summary>
    public sealed record CameToNothing(string ProviderId, string Why) : RefundEvent;
}

/// <summary>The only thing through which money goes back. Committed before its first byte leaves.</summary>
/// <param name="ProviderKey"><c>acp:{order}:refund:{number}</c>: never the caller's key.</param>
/// <param name="Sends">How often sending was permitted. Whether a send is the first is read here, never remembered.</param>
/// <param name="LastSentAt">When the newest send was permitted; null where that was the first.</param>
/// <param name="IsOnlyLookedUp">The provider answers every repeat as it did the last.</param>
public sealed record RefundAttempt(
    string ProviderKey,
    FrozenRequest Request,
    int Sends,
    DateTimeOffset FirstSentAt,
    DateTimeOffset? LastSentAt = null,
    bool IsOnlyLookedUp = false) : Stored
{
    [JsonIgnore]
    public DateTimeOffset NewestSendAt => LastSentAt ?? FirstSentAt;
}
