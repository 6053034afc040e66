namespace Acp.Fakes;

public sealed class FakeStripeOptions
{
    /// <summary>How long every call takes, by the fake's clock. Can be changed while it runs.</summary>
    public TimeSpan Latency { get; set; } = TimeSpan.Zero;

    /// <summary>
    /// Where the executed calls are kept, so that charges, tokens and idempotency outlive the process. Null: in memory only.
    /// One process at a time.
    /// </summary>
    public string? JournalPath { get; set; }

    /// <summary>Newest calls the ledger shows; older ones are dropped, so that a long run does not fill the memory.</summary>
    public int LedgerLimit { get; set; } = 100_000;
}
