using System.Security.Cryptography;
using System.Text;
using Acp.Gateway.Tests.Host;

namespace Acp.EndToEnd.Tests;

/// <summary>The settings of a gateway before, in the middle of and after the rotation of all that is secret in them.</summary>
internal sealed class Secrets(HookReceiver receiver, string[] oldSigning, string[] newSigning)
{
    public const string PlatformKey = "a_platform_key_in_a_file";
    public const string AdminKey = "an_admin_key_in_a_file";
    public const string StripeKey = "sk_test_old";
    public const string OldHook = "whsec_of_ours_old";
    public const string NewHook = "whsec_of_ours_new";

    // The list of the demo settings can be written over, and not be emptied.
    private static readonly (string Platform, string Admin) Nobodys = (HashOf("a platform key that nobody has"), HashOf("an admin key that nobody has"));

    public (string Key, string Value)[] Old => Settings((PlatformKey, AdminKey), StripeKey, oldSigning, merchant: [OldHook], platform: [OldHook]);

    // A platform is told with the first, the merchant's own system with each.
    public (string Key, string Value)[] Both => Settings(Nobodys, "sk_test_new", [.. oldSigning, .. newSigning], merchant: [OldHook, NewHook], platform: [NewHook, OldHook]);

    public (string Key, string Value)[] New => Settings(Nobodys, "sk_test_new", newSigning, merchant: [NewHook], platform: [NewHook]);

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

    private static IEnumerable<(string Key, string Value)> List(string at, string[] values) => values.Select((value, i) => ($"{at}__{i}", value));
}
