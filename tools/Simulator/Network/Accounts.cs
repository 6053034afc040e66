using Acp.Fakes;

namespace Acp.Simulation;

/// <summary>The accounts at the provider: the one that charges for us, the one that issues for us, and a stranger who sells, too.</summary>
internal static class Accounts
{
    public const string SellerKey = "sk_test_fake";
    public const string IssuerKey = "sk_test_fake_issuer";
    public const string StrangerKey = "sk_test_stranger";
    public const string WebhookSecret = "whsec_sim";

    public const string SellerProfile = "profile_test_seller";
    public const string StrangerProfile = "profile_test_stranger";

    public static FakeStripeOptions Options => new() { Others = [new FakeAccount("acct_stranger", StrangerProfile, [StrangerKey])] };

    public static Dictionary<string, string> Headers(string key) => new(StringComparer.OrdinalIgnoreCase)
    {
        ["Authorization"] = $"Bearer {key}",
        ["Content-Type"] = "application/x-www-form-urlencoded",
        ["Stripe-Version"] = "2026-07-29.preview",
    };
}
