using Acp.Gateway.Hosting;
using Acp.Payments.Stripe;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Acp.Gateway.Tests;

public sealed class When_a_live_key_is_used_without_its_account
{
    [Theory]
    [InlineData("sk_live_1", null, null, "Stripe:Account is missing: what is open when Stripe:SecretKey is replaced")]
    [InlineData("rk_live_1", null, null, "Stripe:Account is missing: what is open when Stripe:SecretKey is replaced")]
    [InlineData("sk_live_1", "acct_1", "sk_live_2", "Stripe:Issuer:Account is missing: what is open when Stripe:Issuer:SecretKey is replaced")]
    [InlineData("sk_live_1", "acct_1", null, "")]
    [InlineData("sk_test_1", null, "sk_test_2", "")]
    public void The_start_warns_of_the_day_on_which_the_key_is_replaced(string key, string? account, string? issuerKey, string warning)
    {
        using var logs = new Logs();
        var stripe = new StripeOptions { SecretKey = key, Account = account };
        stripe.Issuer.SecretKey = issuerKey ?? "";
        using var services = new ServiceCollection()
            .AddSingleton(new ProviderSettings(stripe, IsFake: false, FakeJournal: null))
            .AddLogging(logging => logging.AddProvider(logs))
            .BuildServiceProvider();

        KeyedAccounts.Warn(services);

        Assert.Equal(warning.Length == 0 ? 0 : 1, logs.Lines.Count());
        Assert.Contains(warning, logs.All, StringComparison.Ordinal);
        Assert.DoesNotContain("_live_", logs.All, StringComparison.Ordinal);
    }
}
