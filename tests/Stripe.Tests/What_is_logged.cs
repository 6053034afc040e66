using Acp.Fakes;
using Acp.Payments.Stripe;
using Microsoft.Extensions.Logging;

namespace Acp.Stripe.Tests;

public class What_is_logged
{
    [Fact]
    public async Task Names_the_charge_and_never_the_token_or_the_key()
    {
        var log = new Lines();
        var time = new ManualTime();
        using var stripe = new FakeStripe(time);
        using var network = new HttpMessageInvoker(new FakeStripeHandler(stripe));
        var provider = new StripeProvider(network, new() { SecretKey = "sk_test_secret" }, time, log);
        foreach (var fault in new[] { FaultKind.LoseRequest, FaultKind.Reply429, FaultKind.Reply409, FaultKind.CommitThen500 })
        {
            stripe.Faults.Next(fault, StripeCall.Any, times: 3);
            await provider.Charge("acp:cs_1:1", provider.Freeze(World.Order(token: "spt_token")));
            await provider.LookUpToken("spt_token");
            await provider.CancelIntent("pi_1");
        }

        await provider.Charge("acp:cs_1:1", provider.Freeze(World.Order(token: "spt_token")) with { Account = "another" });

        Assert.Equal(13, log.All.Count);
        Assert.Contains(log.All, line => line.Contains("acp:cs_1:1", StringComparison.Ordinal));
        Assert.All(log.All, line => Assert.DoesNotMatch("spt_|sk_test|secret", line));
    }

    private sealed class Lines : ILogger<StripeProvider>
    {
        public List<string> All { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            All.Add(formatter(state, exception) + exception);
    }
}
