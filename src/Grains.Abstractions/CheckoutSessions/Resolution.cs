namespace Acp.CheckoutSessions;

/// <summary>What became of an operator's wish to settle a charge. The private constructor closes the hierarchy.</summary>
public abstract record Resolution
{
    private Resolution() { }

    public sealed record NotFound : Resolution;

    /// <summary>No charge of this session is open.</summary>
    public sealed record NothingOpen(CheckoutStatus Status) : Resolution;

    /// <summary>The provider told what became of it, or the proof held.</summary>
    public sealed record Settled(CheckoutStatus Status) : Resolution;

    /// <summary>Nothing changed: the charge may have happened, or still happen.</summary>
    /// <param name="Missing">What the proof lacks, a sentence each.</param>
    public sealed record NotProven(IReadOnlyList<string> Missing) : Resolution;

    /// <summary>A call to the provider is under way for this session; ask again in a moment.</summary>
    public sealed record Busy : Resolution;

    /// <summary>The provider did not answer; nothing changed.</summary>
    public sealed record ProviderUnavailable : Resolution;

    /// <summary>The store did not answer; it may or may not have changed.</summary>
    public sealed record StoreUnavailable : Resolution;
}
