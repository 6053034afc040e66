using System.Security.Cryptography;
using System.Text;
using Acp.Gateway.Tests.Host;

namespace Acp.EndToEnd.Tests;

/// <summary>The settings of a gateway before, in the middle of and after the rotation of all that is secret in them.</summary>
internal sealed class Secrets(HookReceiver receiver, StockRoom stock, string[] oldSigning, string[] newSigning)
{
    public const string PlatformKey = "a_platform_key_in_a_file";
    public const string AdminKey = "an_admin_key_in_a_file";
    public const string StripeKey = "sk_test_old";
    public const string OldHook = "whsec_of_ours_old";
    public const string NewHook = "whsec_of_ours_new";
    public const string OldQuestions = "what_we_ask_the_merchant_old";
    public const string NewQuestions = "what_we_ask_the_merchant_new";

    // The list of the demo settings can be written over, and not be emptied.
    private static readonly (string Platform, string Admin) Nobodys = (HashOf("a platform key that nobody has"), HashOf("an admin key that nobody has"));

    /// <summary>By whom, and whose.</summary>
    public required (PlatformSigner Old, PlatformSigner New) Signers { get; init; }

    /// <summary>Connection strings.</summary>
    public required (string Old, string New) Store { get; init; }

    public (string Key, string Value)[] Old =>
    [
        .. Settings((PlatformKey, AdminKey), StripeKey, oldSigning, merchant: [OldHook], platform: [OldHook]),
        .. Others(Store.Old, Shop.IssuerKeys[0], [Signers.Old], [OldQuestions]),
    ];

    // A platform is told with the first, the merchant's own systems with each.
    public (string Key, string Value)[] Both =>
    [
        .. Settings(Nobodys, "sk_test_new", [.. oldSigning, .. newSigning], merchant: [OldHook, NewHook], platform: [NewHook, OldHook]),
        .. Others(Store.New, Shop.IssuerKeys[1], [Signers.Old, Signers.New], [OldQuestions, NewQuestions]),
    ];

    public (string Key, string Value)[] New =>
    [
        .. Settings(Nobodys, "sk_test_new", newSigning, merchant: [NewHook], platform: [NewHook]),
        .. Others(Store.New, Shop.IssuerKeys[1], [Signers.New], [NewQuestions]),
    ];

    private static string HashOf(string key) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    private (string Key, string Value)[] Settings((string Platform, string Admin) keys, string stripe, string[] signing, string[] merchant, string[] platform) =>
    [
        ("Platforms__0__ApiKeys__0", keys.Platform),
        ("Admin__Keys__0", keys.Admin),
        ("STRIPE_SECRET_KEY", stripe),
        ("Stripe__Account", "acct_fake_seller"),
        ("Checkout__SendsPerCall", "1"),
        ("Checkout__SettleAfter", "00:05:00"),
        ("Merchant__Webhook__Url", receiver.UrlOf("merchant")),
        ("Platforms__0__Webhook__Url", receiver.UrlOf("platform")),
        ("Platforms__0__Webhook__Version", "2026-04-17"),
        .. List("Stripe__WebhookSecrets", signing),
        .. List("Merchant__Webhook__Secrets", merchant),
        .. List("Platforms__0__Webhook__Secrets", platform),
    ];

    private (string Key, string Value)[] Others(string database, string issuer, PlatformSigner[] signers, string[] questions) =>
    [
        ("Store", database),
        ("STRIPE_ISSUER_SECRET_KEY", issuer),
        ("Stripe__Issuer__Account", "acct_fake_issuer"),
        ("Platforms__0__RequireSignature", "true"),
        ("Platforms__0__Tokens__TokensPerDay", "1000000"),
        ("MerchantSystems__Stock__Url", stock.Url),
        .. List("MerchantSystems__Secrets", questions),
        .. signers.SelectMany((signer, i) => new[] { ($"Platforms__0__SigningKeys__{i}__Algorithm", "es256"), ($"Platforms__0__SigningKeys__{i}__PublicKey", signer.PublicKey) }),
    ];

    private static IEnumerable<(string Key, string Value)> List(string at, string[] values) => values.Select((value, i) => ($"{at}__{i}", value));
}
