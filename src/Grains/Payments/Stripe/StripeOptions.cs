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

    /// <summary>
    /// Optional, <c>acct_…</c>: the connected account whose shop this is. Every call about charges and granted tokens names
    /// it in <c>Stripe-Account</c>, and charges are frozen for it: those that are open when it is changed are left to a person.
    /// </summary>
    public string? ConnectedAccount { get; set; }

    /// <summary>What the platform keeps of a connected account's charges.</summary>
    public PlatformFeeOptions PlatformFee { get; } = new();

    /// <summary>The account that issues tokens: another one than the seller's, because Stripe issues none to oneself.</summary>
    public StripeIssuerOptions Issuer { get; } = new();

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

    /// <summary>The same for the issuer's account. Its key is empty where none is configured.</summary>
    internal StripeOptions OfIssuer() => new()
    {
        SecretKey = Issuer.SecretKey ?? "",
        Account = Issuer.Account,
        ApiBase = ApiBase,
        ApiVersion = ApiVersion,
        Repeats = Repeats,
        CallsPerSecond = CallsPerSecond,
        Timeout = Timeout,
    };
}

/// <summary>The configuration section <c>Stripe:Issuer</c>.</summary>
public sealed class StripeIssuerOptions
{
    /// <summary>A secret (<c>sk_…</c>) or restricted (<c>rk_…</c>) key; empty: no tokens are issued. Never logged.</summary>
    public string SecretKey { get; set; } = "";

    /// <summary>Optional, <c>acct_…</c>: as <see cref="StripeOptions.Account"/>.</summary>
    public string? Account { get; set; }

    /// <summary>The signing secrets (<c>whsec_…</c>) of the issuer's webhook endpoint. Any of the seller's and of these may match. Never logged.</summary>
    public IList<string> WebhookSecrets { get; } = [];
}

/// <summary>The configuration section <c>Stripe:PlatformFee</c>.</summary>
public sealed class PlatformFeeOptions
{
    /// <summary>
    /// Hundredths of a percent of each charge, 0 to 10000: 150 of 49.99 USD is 0.75 USD. Rounded half away from zero to the
    /// currency's step, as every computed amount is (decision 0004); never above the charge, and left out where it is 0.
    /// Asks for <see cref="StripeOptions.ConnectedAccount"/>.
    /// </summary>
    public int BasisPoints { get; set; }
}
