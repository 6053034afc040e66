using Acp.SharedPaymentTokens;

namespace Acp.CheckoutSessions;

/// <summary>
/// What can be asked of one checkout session. Every method is one or more turns; reads never wait for a charge.
/// The caller's disconnecting does not stop a turn: money may already be on its way.
/// </summary>
public interface ICheckoutSession
{
    ValueTask<Answer> Create(Call call, CreateCheckoutSession request);

    /// <summary>What is committed, asked of the store: it touches nothing of the activation and waits for nobody.</summary>
    ValueTask<Answer> Retrieve(Caller caller);

    ValueTask<Answer> Update(Call call, UpdateCheckoutSession request);

    /// <summary>Charges the session's own total, at most once, whatever key or token comes with it.</summary>
    ValueTask<Answer> Complete(Call call, CompleteCheckoutSession request);

    ValueTask<Answer> Cancel(Call call, CancelCheckoutSession request);

    /// <summary>
    /// The shopper, not the platform, wants to pay on the provider's own page: called when the button is pressed, never for
    /// showing anything. It needs no key: while a page is open it is the same page, whoever asks.
    /// </summary>
    ValueTask<PageOffer> OpenPage();

    /// <summary>
    /// Does what has fallen due: settles a charge whose outcome is unknown, looks a waiting intent up, expires. Called by
    /// the due loop, safe at any time.
    /// </summary>
    ValueTask Wake();

    /// <summary>
    /// The provider let us know that something happened. Its word is not taken for it: what is open is looked up, now,
    /// and nothing is sent that could charge.
    /// </summary>
    /// <param name="intentId">The provider's payment it is about; null where it is about none. One that succeeded and is not this session's is put before a person.</param>
    /// <returns><see cref="Heard.NotYet"/> where the provider could not be asked whether that payment succeeded. What is open comes back by itself.</returns>
    ValueTask<Heard> LookAgain(string? intentId = null);

    /// <summary>
    /// The operator's last resort for a charge that does not settle: the same look-up, at once. It closes an attempt as
    /// «never charged» on the same proof as the clock does, and on no other.
    /// </summary>
    /// <param name="operatorName">For the audit trail.</param>
    /// <param name="reason">1 to 500 characters, for the audit trail.</param>
    ValueTask<Resolution> Resolve(string operatorName, string reason);

    /// <summary>
    /// Completes the session by a charge that its record has lost, as by a restore. The provider is asked whether it is one:
    /// that it succeeded, of the session's own total, and under a number that the record does not know as refused.
    /// </summary>
    /// <param name="intentId">The provider's payment.</param>
    /// <param name="operatorName">For the audit trail.</param>
    /// <param name="reason">1 to 500 characters, for the audit trail.</param>
    ValueTask<Resolution> Adopt(string intentId, string operatorName, string reason);
}

/// <param name="Platform">The authenticated platform's name; a session is visible to the platform that created it only.</param>
/// <param name="ApiVersion">The ACP version, such as <c>2026-04-17</c>, in which the answer is rendered.</param>
public sealed record Caller(string Platform, string ApiVersion);

/// <param name="Once">The caller's idempotency key, or null where its ACP version lets it omit one.</param>
public sealed record Call(Caller Caller, IdempotencyKey? Once)
{
    public const string ActorPrefix = "platform:";

    /// <summary>The request's own id, up to 128 visible ASCII characters, for people; null where it has none.</summary>
    public string? RequestId { get; init; }

    /// <summary>Who it is in the audit trail.</summary>
    public string Actor => ActorPrefix + Caller.Platform;

    public ReplyKey? ReplyKey => Once is null ? null : new ReplyKey(Caller.Platform, Once.Path, Once.Key);
}

/// <param name="Path">The canonical path: <c>/</c> and <c>/api</c> are one.</param>
/// <param name="Key">1 to 255 characters.</param>
/// <param name="Fingerprint">Equal for bodies of equal JSON meaning: a digest of the canonical body.</param>
public sealed record IdempotencyKey(string Path, string Key, string Fingerprint);

/// <summary>Where a kept reply is found again: platform (not its API key, which rotates), canonical path, key.</summary>
public sealed record ReplyKey(string Platform, string Path, string Key);
