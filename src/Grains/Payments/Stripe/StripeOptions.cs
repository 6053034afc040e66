namespace Acp.Payments.Stripe;

/// <summary>The configuration section <c>Stripe</c>.</summary>
public sealed class StripeOptions
{
    public const string Section = "Stripe";

    /// <summary>A secret (<c>sk_…</c>) or restricted (<c>rk_…</c>) key. Never logged.</summary>
    public string SecretKey { get; set; } = "";

    /// <summary>
    /// Optional, <c>acct_…</c>: whose key it is. With it, open charges survive a rotation of the key; without it, the
    /// account is told by a digest of the key and an open charge is only looked up after a rotation, not repeated.
    /// </summary>
    public string? Account { get; set; }

    public Uri ApiBase { get; set; } = new("https://api.stripe.com");

    /// <summary>One version for every call: granted tokens exist in preview versions only.</summary>
    public string ApiVersion { get; set; } = "2026-07-29.preview";

    public ChargeForm ChargeForm { get; set; } = ChargeForm.GrantedTokenInPaymentMethodData;

    /// <summary>
    /// The signing secrets (<c>whsec_…</c>) of the webhook endpoint: several while one is rotated. Without any, every
    /// webhook is refused. Never logged.
    /// </summary>
    public IList<string> WebhookSecrets { get; } = [];

    /// <summary>
    /// How often a look-up or a cancel that was not answered is repeated within its <see cref="Timeout"/>; at most 5.
    /// Charges are repeated by their session only, which commits each send.
    /// </summary>
    public int Repeats { get; set; } = 2;

    /// <summary>
    /// At most so many calls a second by this process; several on one account share its limit, so divide it. Left out:
    /// 100 with a live key and 25 with a test key at Stripe's own address, which are Stripe's limits, and none elsewhere,
    /// where the fake is. 0: none. Stripe may hold single endpoints to 25; what it turns away for that is not charged,
    /// and calls pause.
    /// </summary>
    public int? CallsPerSecond { get; set; }

    /// <summary>For one call, its wait for the limiter, its repeats and its reply included. At most 25 s, because a grain call gives up at 30.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(15);
}
