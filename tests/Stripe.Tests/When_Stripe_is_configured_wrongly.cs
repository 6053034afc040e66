using Acp.Payments.Stripe;

namespace Acp.Stripe.Tests;

public class When_Stripe_is_configured_wrongly
{
    public static TheoryData<string, Action<StripeOptions>> Mistakes => new()
    {
        { "Stripe:SecretKey (or STRIPE_SECRET_KEY)", it => it.SecretKey = "" },
        { "Stripe:SecretKey (or STRIPE_SECRET_KEY)", it => it.SecretKey = "pk_test_1" },
        { "Stripe:SecretKey (or STRIPE_SECRET_KEY)", it => it.SecretKey = "sk_test_1\n" },
        { "Stripe:Account", it => it.Account = "mine" },
        { "Stripe:Issuer:SecretKey (or STRIPE_ISSUER_SECRET_KEY)", it => it.Issuer.SecretKey = "pk_test_1" },
        { "Stripe:Issuer:SecretKey (or STRIPE_ISSUER_SECRET_KEY)", it => it.Issuer.SecretKey = "sk_test_1\n" },
        { "Stripe:Issuer:SecretKey (or STRIPE_ISSUER_SECRET_KEY) is the seller's", it => it.Issuer.SecretKey = it.SecretKey },
        { "Stripe:Issuer:SecretKey (or STRIPE_ISSUER_SECRET_KEY) and Stripe:SecretKey", it => it.Issuer.SecretKey = "sk_live_1" },
        { "Stripe:Issuer:SecretKey (or STRIPE_ISSUER_SECRET_KEY) and Stripe:SecretKey", it => it.SecretKey = "rk_live_1" },
        { "Stripe:Issuer:Account", it => it.Issuer.Account = "mine" },
        { "Stripe:Issuer:Account is the seller's", it => it.Issuer.Account = it.Account = "acct_1" },
        { "Stripe:Issuer:Account is the seller's", it => it.Issuer.Account = it.ConnectedAccount = "acct_1" },
        { "Stripe:Issuer:WebhookSecrets (or STRIPE_ISSUER_WEBHOOK_SECRET)", it => it.Issuer.WebhookSecrets.Add("") },
        { "Stripe:Issuer:WebhookSecrets (or STRIPE_ISSUER_WEBHOOK_SECRET)", it => it.Issuer.WebhookSecrets.Add("whsec_test_1 ") },
        { "Stripe:ConnectedAccount", it => it.ConnectedAccount = "theirs" },
        { "Stripe:PlatformFee:BasisPoints must be", it => (it.ConnectedAccount, it.PlatformFee.BasisPoints) = ("acct_1", -1) },
        { "Stripe:PlatformFee:BasisPoints must be", it => (it.ConnectedAccount, it.PlatformFee.BasisPoints) = ("acct_1", 10_001) },
        { "Stripe:PlatformFee:BasisPoints is set without Stripe:ConnectedAccount", it => it.PlatformFee.BasisPoints = 1 },
        { "Stripe:ApiBase (or STRIPE_API_BASE)", it => it.ApiBase = new("/v1", UriKind.Relative) },
        { "Stripe:ApiBase (or STRIPE_API_BASE)", it => it.ApiBase = new("http://api.stripe.com") },
        { "Stripe:ApiBase (or STRIPE_API_BASE)", it => it.ApiBase = new("https://user@api.stripe.com") },
        { "Stripe:ApiVersion", it => it.ApiVersion = "latest" },
        { "Stripe:ChargeForm", it => it.ChargeForm = (ChargeForm)7 },
        { "Stripe:WebhookSecrets (or STRIPE_WEBHOOK_SECRET)", it => it.WebhookSecrets.Add("") },
        { "Stripe:WebhookSecrets (or STRIPE_WEBHOOK_SECRET)", it => it.WebhookSecrets.Add("whsec_test_1\n") },
        { "Stripe:Repeats", it => it.Repeats = -1 },
        { "Stripe:Repeats", it => it.Repeats = 6 },
        { "Stripe:CallsPerSecond", it => it.CallsPerSecond = -1 },
        { "Stripe:CallsPerSecond", it => it.CallsPerSecond = 10_001 },
        { "Stripe:Timeout", it => it.Timeout = TimeSpan.Zero },
        { "Stripe:Timeout", it => it.Timeout = TimeSpan.FromSeconds(26) },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void The_message_names_the_key_and_quotes_no_secret(string key, Action<StripeOptions> mistake)
    {
        var options = World.Options();
        mistake(options);

        var problem = Assert.Single(StripeOptionsValidator.Problems(options));
        Assert.StartsWith(key, problem, StringComparison.Ordinal);
        Assert.DoesNotContain("_test_", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://api.stripe.com")]
    [InlineData("http://127.0.0.1:12111")]
    [InlineData("http://fake-stripe:12111")]
    public void What_can_be_used_is_left_alone(string address) =>
        Assert.Empty(StripeOptionsValidator.Problems(new() { SecretKey = "rk_live_1", ApiBase = new(address), Account = "acct_1AbC" }));

    [Fact]
    public void An_issuer_a_connected_account_and_a_fee_can_be_used() => Assert.Empty(StripeOptionsValidator.Problems(new()
    {
        SecretKey = "sk_live_1",
        Account = "acct_1",
        ConnectedAccount = "acct_2",
        PlatformFee = { BasisPoints = 10_000 },
        Issuer = { SecretKey = "rk_live_2", Account = "acct_3", WebhookSecrets = { "whsec_1", "whsec_2" } },
    }));
}
