namespace Acp.Payments.Stripe;

/// <summary>What came back over the wire. The private constructor closes the hierarchy.</summary>
internal abstract record StripeReply
{
    private StripeReply() { }

    /// <param name="Body">Null where it was not a JSON object that could be read, or too long to be one of Stripe's.</param>
    /// <param name="RequestId">For people, in the log and on the trail.</param>
    public sealed record Answered(int Status, StripeBody? Body, string? RequestId) : StripeReply
    {
        /// <summary>Stripe's own word on whether a repeat can help; null where it says nothing.</summary>
        public bool? ShouldRetry { get; init; }

        /// <summary>Stripe had kept it from the key's first request.</summary>
        public bool WasReplayed { get; init; }

        public TimeSpan? RetryAfter { get; init; }

        /// <summary>Stripe's clock.</summary>
        public DateTimeOffset? SaidAt { get; init; }
    }

    /// <summary>Not one byte of the request has left.</summary>
    /// <param name="WasTried">There was no connection; false where we did not ask for one.</param>
    public sealed record NotSent(string Cause, bool WasTried = false) : StripeReply;

    /// <summary>The request may have arrived; the reply did not.</summary>
    public sealed record NoAnswer(string Cause) : StripeReply;
}

/// <summary>The parts of a reply that we decide by, read in one go so that no unreadable member is met later.</summary>
internal sealed record StripeBody(StripeIntent? Intent, StripeGrantedToken? Token, IssuedFacts? Issued, StripeIntents? List, StripeError? Error)
{
    public StripeRefund? Refund { get; init; }

    /// <summary>A list that is empty is one of everything.</summary>
    public StripePage<StripeRefund>? Refunds { get; init; }

    public StripePage<StripeDispute>? Disputes { get; init; }

    public StripePageFacts? Checkout { get; init; }

    public StripePage<StripePageFacts>? Checkouts { get; init; }

    public AccountFacts? Account { get; init; }

    public StripePage<EndpointFacts>? Endpoints { get; init; }
}

/// <param name="Session">Our session's id, from its metadata.</param>
/// <param name="Attempt">Our attempt's number, from its metadata.</param>
internal sealed record StripeIntent(
    string Id, string Status, long? Amount, string? Currency, string? Session, string? Attempt, StripeError? LastError)
{
    /// <summary>In whole or in part, where the charge is shown with it: the intent stays «succeeded».</summary>
    public bool WasRefunded => Refunded > 0;

    /// <summary>Minor units that were taken; null where it does not say.</summary>
    public long? Received { get; init; }

    /// <summary>Minor units that went back, where the charge is shown with it; else 0.</summary>
    public long Refunded { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
}

/// <summary>A page of intents, newest first. One with more behind it is not empty.</summary>
internal sealed record StripeIntents(IReadOnlyList<StripeIntent> Intents, bool HasMore);

/// <param name="TellsCaptured">Whether it says what was captured. One that does not has not said «nothing».</param>
internal sealed record StripeGrantedToken(string Id, TokenFacts Facts, bool TellsCaptured);

internal sealed record StripeError(
    string? Type, string? Code, string? DeclineCode, string? Param, string? Message, StripeIntent? Intent);
