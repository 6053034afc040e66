using Acp.Fakes;
using Acp.Payments.Stripe;

namespace Acp.Stripe.Tests;

public class What_is_logged
{
    [Fact]
    public async Task Names_the_charge_and_never_the_token_or_the_key()
    {
        var log = new Logs<StripeProvider>();
        var time = new ManualClock();
        using var stripe = new FakeStripe(time);
        using var network = new HttpMessageInvoker(new FakeStripeHandler(stripe));
        var provider = new StripeProvider(network, new() { SecretKey = "sk_test_secret", CallsPerSecond = 0, Repeats = 0 }, time, log);
        foreach (var fault in new[] { FaultKind.LoseRequest, FaultKind.Reply429, FaultKind.Reply409, FaultKind.CommitThen500 })
        {
            stripe.Faults.Next(fault, StripeCall.Any, times: 3);
            await provider.Charge("acp:cs_1:1", provider.Freeze(World.Order(token: "spt_token")), World.InTime);
            await provider.LookUpToken("spt_token");
            await provider.CancelIntent("pi_1");
        }

        await provider.Charge("acp:cs_1:1", provider.Freeze(World.Order(token: "spt_token")) with { Account = "another" }, World.InTime);

        Assert.Equal(13, log.Lines.Count());
        Assert.Contains(log.Lines, line => line.Contains("acp:cs_1:1", StringComparison.Ordinal));
        Assert.All(log.Lines, line => Assert.DoesNotMatch("spt_|sk_test|secret", line));
    }

    [Fact]
    public async Task Names_the_issue_and_never_its_token_or_the_key()
    {
        var log = new Logs<StripeIssuer>();
        var time = new ManualClock();
        using var stripe = new FakeStripe(time);
        var issuer = World.IssuerOn(new FakeStripeHandler(stripe), time: time, log: log);
        foreach (var fault in new[] { FaultKind.LoseRequest, FaultKind.Reply429, FaultKind.Reply409, FaultKind.CommitThen500 })
        {
            stripe.Faults.Next(fault, StripeCall.Any, times: 3);
            await issuer.Issue("acp:ti_1:1", issuer.Freeze(World.IssueOrder()), World.InTime);
            await issuer.LookUpIssued("spt_token");
            await issuer.Revoke("spt_token", "acp:revoke:spt_token");
            stripe.Faults.Clear();
        }

        await issuer.Issue("acp:ti_1:1", issuer.Freeze(World.IssueOrder()) with { Account = "another" }, World.InTime);

        Assert.True(log.Lines.Count() >= 9);
        Assert.Contains(log.Lines, line => line.Contains("acp:ti_1:1", StringComparison.Ordinal));
        Assert.All(log.Lines, line => Assert.DoesNotMatch("spt_|sk_test|secret|pm_card", line));
    }
}
