using Acp.Fakes;
using Acp.Storm;

namespace Acp.EndToEnd.Tests;

/// <summary>The storm tool, as anyone can run it, against the real gateway while the provider loses one reply in five.</summary>
public sealed class When_a_storm_passes(ITestOutputHelper log)
{
    [Theory]
    [InlineData(1000, 1, "all")]
    [InlineData(1000, 20, "all")]
    [InlineData(400, 20, "cancels")]
    public async Task Each_session_was_charged_once_and_nothing_fails_any_more(int calls, int sessions, string mix)
    {
        await using var shop = await Shop.Open();
        shop.Stripe.Latency = TimeSpan.FromMilliseconds(5);
        shop.Stripe.Faults.Often(FaultKind.LoseReply, 0.2, seed: 5);
        using var output = new StringWriter();
        using var errors = new StringWriter();

        var exit = await StormTool.Run(
            [
                "--url", $"{shop.Gateway.Address}", "--api-key", "demo_platform_key", "--oracle", $"{shop.StripeAddress}",
                "--calls", $"{calls}", "--sessions", $"{sessions}", "--mix", mix,
            ],
            output,
            errors,
            TestContext.Current.CancellationToken);

        log.WriteLine($"{output}{errors}");
        Assert.Equal(StormTool.Holds, exit);
        Assert.All(shop.Stripe.Charges.CountBy(charge => charge.Session!), session => Assert.Equal(1, session.Value));
        Assert.True(mix == "cancels" || shop.Stripe.Charges.Count == sessions);
    }
}
