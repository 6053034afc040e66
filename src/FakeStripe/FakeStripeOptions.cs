namespace Acp.Fakes;

public sealed class FakeStripeOptions
{
    /// <summary>Charges. Every key that is no other account's is its, too.</summary>
    public FakeAccount Seller { get; set; } = new("acct_fake_seller", "profile_test_seller", ["sk_test_fake"]);

    /// <summary>Issues tokens.</summary>
    public FakeAccount Issuer { get; set; } = new("acct_fake_issuer", "profile_test_issuer", ["sk_test_fake_issuer"]);

    /// <summary>
    /// Further ones. One without keys of its own is connected: a call for it bears another's key and names it in
    /// <c>Stripe-Account</c>. Connected accounts need not be listed; the profile of <c>acct_x</c> is <c>profile_x</c> then.
    /// </summary>
    public IReadOnlyList<FakeAccount> Others { get; set; } = [];

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

    /// <summary>Where browsers reach the hosted pages, without a slash at its end. Can be changed while it runs.</summary>
    public string PagesAt { get; set; } = "https://checkout.stripe.com";

    /// <summary>Newest events that can be listed, and that wait to be delivered; older ones are dropped.</summary>
    public int EventLimit { get; set; } = 10_000;

    /// <summary>Newest calls the ledger shows; older ones are dropped, so that a long run does not fill the memory.</summary>
    public int LedgerLimit { get; set; } = 100_000;
}
