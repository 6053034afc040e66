using Acp.Fakes;

namespace Acp.EndToEnd.Tests;

public sealed class When_the_process_is_killed
{
    [Fact]
    public Task Before_the_attempt_is_committed_the_retry_makes_the_first_charge() =>
        KilledAt(shop => shop.Stripe.Faults.HoldBeforeExecution(StripeCall.LookUpToken), chargesAtDeath: 0, sendsInAll: 1);

    [Fact]
    public Task After_it_is_committed_the_retry_resumes_it() =>
        KilledAt(shop => shop.Stripe.Faults.HoldBeforeExecution(StripeCall.Charge), chargesAtDeath: 0, sendsInAll: null);

    [Fact]
    public Task After_the_charge_the_retry_learns_of_it() =>
        KilledAt(shop => shop.Stripe.Faults.HoldAfterExecution(StripeCall.Charge), chargesAtDeath: 1, sendsInAll: 2);

    /// <summary>The outcome is committed and the reply on its way; whether it arrives makes no difference to anybody.</summary>
    [Fact]
    public async Task Before_the_reply_the_retry_gets_the_same_order()
    {
        await using var shop = await Shop.Open();
        var id = await shop.ReadySession();
        var lost = shop.Complete(id, "spt_1", "k");
        await Eventually.True(async () => (await shop.Session(id)).GetProperty("status").GetString() == "completed");
        await shop.Gateway.Kill();
        await Ignoring(lost);

        await shop.StartGateway();
        using var retry = await shop.Complete(id, "spt_1", "k");

        await Shop.OrderOf(retry);
        Assert.True(retry.Headers.Contains("Idempotent-Replayed"));
        Assert.Single(shop.Sends);
    }

    [Fact]
    public async Task At_twenty_moments_in_a_row_nothing_is_charged_twice_and_nothing_is_stuck()
    {
        await using var shop = await Shop.Open();
        var ids = new List<string>();
        for (var round = 0; round < 20; round++)
        {
            var id = await shop.ReadySession();
            ids.Add(id);
            shop.Stripe.Faults.Next(FaultKind.Slow, StripeCall.Any, delay: TimeSpan.FromMilliseconds(round));
            var lost = shop.Complete(id, $"spt_{round}", $"k{round}");
            await Eventually.True(() => lost.IsCompleted || shop.Stripe.Ledger.Count(entry => entry.Token == $"spt_{round}") > round % 3);
            await shop.Gateway.Kill();
            await Ignoring(lost);
            await shop.StartGateway();
        }

        foreach (var (id, round) in ids.Select((id, round) => (id, round)))
        {
            using var retry = await shop.Complete(id, $"spt_{round}", $"again{round}");
            await Shop.OrderOf(retry);
            Assert.Single(shop.Stripe.ChargesOf(id));
        }
    }

    private static async Task KilledAt(Func<Shop, Hold> hold, int chargesAtDeath, int? sendsInAll)
    {
        await using var shop = await Shop.Open();
        var id = await shop.ReadySession();
        var gate = hold(shop);
        var lost = shop.Complete(id, "spt_1", "k");
        await gate.Arrived;
        Assert.Equal(chargesAtDeath, shop.Stripe.Charges.Count);
        await shop.Gateway.Kill();
        await Ignoring(lost);
        gate.Release(); // A call that has left cannot be called back: it is carried out although its sender is dead.

        await shop.StartGateway();
        using var retry = await shop.Complete(id, "spt_1", "k");
        using var again = await shop.Complete(id, "spt_other", "k2");

        Assert.Equal(await Shop.OrderOf(retry), await Shop.OrderOf(again));
        Assert.Single(shop.Stripe.ChargesOf(id));
        Assert.Equal(sendsInAll ?? shop.Sends.Count(), shop.Sends.Count());
    }

    private static async Task Ignoring(Task<HttpResponseMessage> lost)
    {
        try
        {
            (await lost).Dispose();
        }
        catch (HttpRequestException)
        {
            // Its process is dead.
        }
    }
}
