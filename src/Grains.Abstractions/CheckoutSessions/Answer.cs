namespace Acp.CheckoutSessions;

/// <summary>What a caller is told. The private constructor closes the hierarchy.</summary>
public abstract record Answer
{
    private Answer() { }

    /// <summary>A reply in the caller's protocol version, kept under the caller's key if it brought one.</summary>
    /// <param name="Replayed">True where it is the kept reply of an earlier call with this key, byte for byte.</param>
    public sealed record Replied(Reply Reply, bool Replayed) : Answer
    {
        /// <summary>What a complete came to, in the words of metrics, for whoever counts where it was asked. Null of all else, and of a silo that is a version behind.</summary>
        public string? Result { get; init; }
    }

    /// <summary>No such session, or another platform's: the two are not told apart.</summary>
    public sealed record NotFound : Answer;

    /// <summary>The key was used for a body of another meaning.</summary>
    public sealed record KeyReused : Answer;

    /// <summary>The first request with this key is still running.</summary>
    public sealed record KeyInFlight : Answer;

    /// <summary>A charge runs, or its outcome is not known yet; this request was not executed.</summary>
    public sealed record PaymentInProgress : Answer;

    /// <summary>To the one whose charge it was: the provider did not say what became of it. The session stays in progress.</summary>
    public sealed record PaymentOutcomeUnknown : Answer;

    /// <summary>The provider did not say whether it issued the token. The same call under the same key goes on with the same one.</summary>
    public sealed record IssueOutcomeUnknown : Answer;

    /// <summary>The provider was not reached or did not take the request; nothing was charged and nothing is kept.</summary>
    public sealed record ProviderUnavailable : Answer;

    /// <summary>A system of the merchant's own did not say what the cart costs; nothing was changed or charged and nothing is kept.</summary>
    public sealed record MerchantUnavailable : Answer;

    /// <summary>This deployment has no account that issues tokens: none was issued, and none will be at a repeat.</summary>
    public sealed record IssuingNotConfigured : Answer;

    /// <summary>The store did not take the change; whether it landed is not known, so the same call is to be repeated.</summary>
    public sealed record StoreUnavailable : Answer;

    /// <summary>Other writers kept winning; nothing changed and the call is safe to repeat.</summary>
    public sealed record Contended : Answer;
}

/// <summary>A rendered reply. <paramref name="Status"/> is the protocol's status code.</summary>
public sealed record Reply(int Status, ReadOnlyMemory<byte> Body);
