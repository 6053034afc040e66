using Acp.CheckoutSessions;
using Acp.Store;

namespace Acp.Payments;

/// <summary>
/// The payment processor. Every answer is one of the closed sets below; an adapter never throws for what the network
/// or the processor does, and never turns «don't know» into yes or no.
/// </summary>
public interface IPaymentProvider
{
    /// <summary>
    /// The bytes that will be sent for a charge, now and at every repeat. Pure: they are committed before the first
    /// byte leaves, and a later configuration cannot change them.
    /// </summary>
    FrozenRequest Freeze(ChargeOrder order);

    /// <summary>
    /// The identity under which a token is reserved. It is the token itself, except for the fake's <c>tok_…</c>
    /// templates, each use of which stands for a fresh token.
    /// </summary>
    string ReservationId(string token, string session, int attempt);

    /// <summary>What can be known of a token without charging it.</summary>
    ValueTask<TokenLookup> LookUpToken(string token);

    /// <summary>Sends the frozen request under its key, once. The caller has committed this very send before.</summary>
    /// <param name="providerKey"><c>acp:{session}:{number}</c>: the same at every repeat of an attempt.</param>
    /// <param name="notAfter">
    /// Read again as the last thing before the first byte leaves, however long the call waited for its place: from then
    /// on the provider may have forgotten the key, and the answer is <see cref="ChargeAnswer.NotExecuted"/>.
    /// </param>
    ValueTask<ChargeAnswer> Charge(string providerKey, FrozenRequest request, DateTimeOffset notAfter);

    /// <summary>
    /// Looks for what an attempt did, without sending anything that could charge. The token is read first and the
    /// intents after it: once a token can no longer be charged, an intent that is not in the list will never be.
    /// </summary>
    ValueTask<ChargeFinding> FindCharge(ChargeTrace trace);

    /// <summary>What became of an intent that was left waiting for the shopper.</summary>
    ValueTask<ChargeAnswer> LookUpIntent(string intentId);

    /// <summary>Cancels an intent that is still waiting. <see cref="ChargeAnswer.Canceled"/> is the confirmation; anything else is not.</summary>
    ValueTask<ChargeAnswer> CancelIntent(string intentId);
}

/// <param name="Amount">Minor units.</param>
/// <param name="Currency">ISO 4217, lower case.</param>
public sealed record ChargeOrder(string Session, int Attempt, long Amount, string Currency, string Token)
{
    /// <summary>That the shopper was authenticated before; null where the card issuer may still ask for it.</summary>
    public AuthenticationProof? Proof { get; init; }
}

/// <param name="Target">Method and path at the provider.</param>
/// <param name="Body">The exact bytes.</param>
/// <param name="ApiVersion">The provider's API version the bytes were made for.</param>
/// <param name="Account">The account they are sent to; a repeat to another account would be a second charge.</param>
public sealed record FrozenRequest(string Target, ReadOnlyMemory<byte> Body, string ApiVersion, string Account) : Stored;

/// <summary>What is known of an attempt whose outcome is not.</summary>
/// <param name="Attempt">Null: any attempt of the session.</param>
/// <param name="Token">Empty where none is known; then nothing is told of it.</param>
/// <param name="Request">What was sent, so that an intent of another amount is not taken for ours; null where that is not known.</param>
/// <param name="From">Nothing of it can be older.</param>
public sealed record ChargeTrace(string Session, int? Attempt, string Token, FrozenRequest? Request, DateTimeOffset From)
{
    /// <summary>Nor younger; null: it may be made at this moment.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Intents that are looked past: what they collected has gone back, and must not hide what another did.</summary>
    public IReadOnlyList<string> PassedOver { get; init; } = [];
}

/// <summary>What a search for an attempt's charge came to. The private constructor closes the hierarchy.</summary>
public abstract record ChargeFinding
{
    private ChargeFinding() { }

    /// <summary>The provider holds an intent of it. Of several the one that moved money counts, then the one that still may.</summary>
    /// <param name="IntentId">So that it can be canceled.</param>
    /// <param name="Answer">The intent as it stands.</param>
    /// <param name="Amount">Minor units.</param>
    /// <param name="Attempt">The attempt's number as the intent tells it.</param>
    public sealed record Found(string IntentId, ChargeAnswer Answer, int Attempt, long Amount, string Currency) : ChargeFinding;

    /// <summary>Every intent that could be ours was read, and none is.</summary>
    /// <param name="Token">As it was read before the intents; null where the provider does not know it.</param>
    /// <param name="SaidAt">When the provider told of the token, by its own clock; null where it did not say.</param>
    public sealed record NoneOfOurs(TokenFacts? Token, DateTimeOffset? SaidAt = null) : ChargeFinding;

    /// <summary>Not everything could be read. It proves nothing.</summary>
    public sealed record NotAnswered : ChargeFinding;
}

/// <summary>What the provider says of a token before it is charged. The private constructor closes the hierarchy.</summary>
public abstract record TokenLookup
{
    private TokenLookup() { }

    public sealed record Found(TokenFacts Facts) : TokenLookup;

    public sealed record Unknown : TokenLookup;

    /// <summary>The provider did not answer; nothing was decided.</summary>
    public sealed record NotAnswered : TokenLookup;
}

/// <param name="Currency">Null where the provider sets no currency.</param>
/// <param name="Remaining">Minor units that can still be captured; null where the provider sets no limit.</param>
/// <param name="Deactivation">Why the token can no longer be charged; null while it can.</param>
/// <param name="Captured">Minor units that were captured with it.</param>
public sealed record TokenFacts(
    string? Currency, long? Remaining, DateTimeOffset? ExpiresAt, TokenDeactivation? Deactivation, long Captured = 0) : Stored
{
    /// <summary>Minor units it may be charged with at most; null where the provider sets no limit.</summary>
    public long? Limit { get; init; }

    /// <summary>Only this very amount, as whoever had it issued through us said in its metadata.</summary>
    public bool IsExact { get; init; }

    /// <summary>The provider's name for whoever granted it.</summary>
    public string? Agent { get; init; }

    /// <summary>The provider's insights into its risk: JSON as it came, of up to 4 KB; null where there are none.</summary>
    public string? Risk { get; init; }
}

public enum TokenDeactivation
{
    Consumed,
    Expired,
    Revoked,

    /// <summary>Deactivated for a reason this version does not know.</summary>
    Other,
}

/// <summary>
/// The provider's answer to a send or a look-up, as it came over the wire. Whether it settles the attempt is decided
/// with the attempt's record: <see cref="Rejected"/> and <see cref="NotExecuted"/> say nothing about an earlier send.
/// The private constructor closes the hierarchy.
/// </summary>
public abstract record ChargeAnswer
{
    private ChargeAnswer() { }

    /// <summary>The money moved.</summary>
    public sealed record Succeeded(string IntentId) : ChargeAnswer;

    /// <summary>
    /// 402, or an intent back in need of a payment method: refused, on whichever send. One that was found or looked up tells
    /// so only where it says what failed: while it is being confirmed it looks the same.
    /// </summary>
    /// <param name="Reason">The provider's reason as text for people.</param>
    public sealed record Declined(string Reason) : ChargeAnswer;

    /// <summary>400 or 404 about the token or the card: refused, if this was the only send.</summary>
    public sealed record Rejected(string Reason) : ChargeAnswer;

    /// <summary>401, 403, 429, no connection before the first byte, or not sent at all: not carried out, if this was the only send.</summary>
    public sealed record NotExecuted : ChargeAnswer;

    /// <summary>The shopper must authenticate; the intent exists and is not charged yet.</summary>
    public sealed record MustAuthenticate(string IntentId) : ChargeAnswer;

    /// <summary>The provider is still working on it.</summary>
    public sealed record Processing(string IntentId) : ChargeAnswer;

    /// <summary>The intent is canceled and can never be charged.</summary>
    public sealed record Canceled : ChargeAnswer;

    /// <summary>Time-out, broken connection, 5xx, 409, 424, unreadable: it may or may not have been carried out.</summary>
    public sealed record Unknown(string Cause) : ChargeAnswer
    {
        /// <summary>
        /// False where the provider has said that a repeat gets the same answer for as long as it keeps the key: only
        /// <see cref="IPaymentProvider.FindCharge"/> can settle it. It says nothing of what happened.
        /// </summary>
        public bool MayRepeat { get; init; } = true;
    }
}
