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

    /// <summary>The events that happen; <see cref="Fakes.EventTypes.All"/> brings the one of Stripe's older pages.</summary>
    public IReadOnlySet<string> EventTypes { get; set; } = Fakes.EventTypes.Current;

    /// <summary>The account's version, in which events tell of objects.</summary>
    public string ApiVersion { get; set; } = "2026-07-29.preview";

    /// <summary>Newest events that can be listed, and that wait to be delivered; older ones are dropped.</summary>
    public int EventLimit { get; set; } = 10_000;

    /// <summary>Newest calls the ledger shows; older ones are dropped, so that a long run does not fill the memory.</summary>
    public int LedgerLimit { get; set; } = 100_000;
}
