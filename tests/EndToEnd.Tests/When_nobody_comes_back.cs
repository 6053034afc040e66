using Acp.Fakes;

namespace Acp.EndToEnd.Tests;

/// <summary>
/// The caller is gone for good, whatever became of its request. The promise of docs/failure-modes.md with the pause before
/// settling cut to one second: once the provider answers, every charge is settled within that pause and a few seconds.
/// </summary>
public sealed class When_nobody_comes_back
{
    private static readonly (string Key, string Value)[] Impatient = [("Checkout__SettleAfter", "00:00:01")];

    /// <summary>Three times each: as often as one call sends.</summary>
    [Fact]
    public async Task A_fault_at_every_send_of_the_charge_settles()
    {
        await using var shop = await Shop.Open(Impatient);
        var ids = new List<string>();
        foreach (var fault in (FaultKind[])[FaultKind.LoseRequest, FaultKind.LoseReply, FaultKind.CommitThen500, FaultKind.Reply409, FaultKind.HoldAfterExecution])
        {
            ids.Add(await shop.ReadySession());
            shop.Stripe.Faults.Next(fault, StripeCall.Charge, times: 3);
            await Abandoned(shop, ids[^1], until: StripeCall.Charge, token: $"spt_{fault}");
            await Eventually.True(() => shop.Sends.Count(send => send.Fault == fault) == 3 || shop.Stripe.Faults.Holds().Arrived > 0);
        }

        shop.Stripe.Faults.Clear();
        shop.Stripe.Faults.ReleaseAll();

        foreach (var id in ids)
        {
            await IsPaidOnce(shop, id);
        }
    }

    [Theory]
    [InlineData(FaultKind.LoseRequest)]
    [InlineData(FaultKind.LoseReply)]
    [InlineData(FaultKind.Fail500)]
    [InlineData(FaultKind.Reply429)]
    public async Task A_fault_before_the_charge_leaves_the_session_payable(FaultKind fault)
    {
        await using var shop = await Shop.Open(Impatient);
        var id = await shop.ReadySession();
        shop.Stripe.Faults.Next(fault, StripeCall.LookUpToken, times: 9);

        await Abandoned(shop, id, until: StripeCall.LookUpToken);
        shop.Stripe.Faults.Clear();

        Assert.Equal("ready_for_payment", (await shop.Session(id)).GetProperty("status").GetString());
        using var later = await shop.Complete(id, "spt_2");
        await Shop.OrderOf(later);
        Assert.Single(shop.Stripe.ChargesOf(id));
    }

    [Theory]
    [InlineData(FaultKind.HoldBeforeExecution)]
    [InlineData(FaultKind.HoldAfterExecution)]
    public async Task A_process_that_dies_in_mid_charge_is_replaced_and_the_charge_settles(FaultKind where)
    {
        await using var shop = await Shop.Open(Impatient);
        var id = await shop.ReadySession();
        await DiesAt(shop, id, where);

        await shop.StartGateway(Impatient);

        await IsPaidOnce(shop, id);
    }

    [Fact]
    public async Task Several_nodes_on_one_store_settle_it_once()
    {
        await using var shop = await Shop.Open(Impatient);
        var ids = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            ids.Add(await shop.ReadySession());
            shop.Stripe.Faults.Next(FaultKind.LoseRequest, StripeCall.Charge, times: 3);
            await Abandoned(shop, ids[i], until: StripeCall.Charge, token: $"spt_{i}");
        }

        await using var second = await shop.AnotherNode(Impatient);
        await using var third = await shop.AnotherNode(Impatient);

        foreach (var id in ids)
        {
            await IsPaidOnce(shop, id);
        }
    }

    [Fact]
    public async Task A_provider_that_is_away_for_a_while_is_waited_for()
    {
        await using var shop = await Shop.Open(Impatient);
        var id = await shop.ReadySession();
        shop.Stripe.Faults.Next(FaultKind.LoseRequest, StripeCall.Charge, times: 3);
        await Abandoned(shop, id, until: StripeCall.Charge);
        shop.Stripe.Faults.Next(FaultKind.LoseRequest, StripeCall.Any, times: 8);

        await IsPaidOnce(shop, id);
    }

    /// <summary>Calls, waits until the provider has heard of it, and hangs up for good.</summary>
    private static async Task Abandoned(Shop shop, string id, StripeCall until, string token = "spt_1")
    {
        var before = Heard(shop, until);
        using var hangUp = new CancellationTokenSource();
        var call = shop.Complete(id, token, key: null, hangUp.Token);
        await Eventually.True(() => Heard(shop, until) > before || shop.Stripe.Faults.Holds().Arrived > 0);
        await hangUp.CancelAsync();
        await Ignoring(call);
    }

    private static int Heard(Shop shop, StripeCall call) => shop.Stripe.Ledger.Count(entry => entry.Call == call);

    private static async Task DiesAt(Shop shop, string id, FaultKind where)
    {
        var gate = where == FaultKind.HoldBeforeExecution
            ? shop.Stripe.Faults.HoldBeforeExecution(StripeCall.Charge)
            : shop.Stripe.Faults.HoldAfterExecution(StripeCall.Charge);
        var call = shop.Complete(id, "spt_1");
        await gate.Arrived;
        await shop.Gateway.Kill();
        await Ignoring(call);
        gate.Release();
    }

    // A process that dies while it wakes a session leaves its lease behind, a minute long: until then nobody else wakes it.
    private static async Task IsPaidOnce(Shop shop, string id)
    {
        await Eventually.True(
            async () => (await shop.Session(id)).GetProperty("status").GetString() == "completed", within: TimeSpan.FromMinutes(2));
        Assert.Single(shop.Stripe.ChargesOf(id));
        using var late = await shop.Complete(id, "spt_late");
        await Shop.OrderOf(late);
        Assert.Single(shop.Stripe.ChargesOf(id));
    }

    private static async Task Ignoring(Task<HttpResponseMessage> call)
    {
        try
        {
            (await call).Dispose();
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            // Nobody is there to hear it.
        }
    }
}
