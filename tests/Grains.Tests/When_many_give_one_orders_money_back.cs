using System.Globalization;
using Acp.Fakes;
using Acp.Orders;

namespace Acp.Tests;

public sealed class When_many_give_one_orders_money_back
{
    [Fact]
    public async Task Ten_at_once_over_two_processes_are_never_more_than_was_charged()
    {
        using var world = await RefundWorld.Paid();
        using var second = world.StartProcess();
        var held = world.Stripe.Faults.HoldBeforeExecution(StripeCall.Refund, times: 10);

        var answers = Enumerable.Range(0, 10)
            .Select(n => Task.Run(() => world.Refund(1000, process: n % 2 == 0 ? world.First : second)))
            .ToArray();
        await held.Arrived.WaitAsync(TimeSpan.FromSeconds(60));
        held.Release();
        var told = await Task.WhenAll(answers);

        Assert.Equal(3, told.Count(answer => answer is OrderAnswer.Done));
        Assert.All(told.OfType<OrderAnswer.Refused>(), it => Assert.Equal((OrderRule.RefundExceedsRemainder, 200L), (it.Refusal.Rule, it.Refusal.Remaining)));
        Assert.Equal((3000, 3000), (world.GivenBack, (await world.Shown()).Refunded));
        Assert.Equal(3, world.Sends.Count);
    }

    [Fact]
    public async Task The_same_key_ten_times_at_once_gives_back_once()
    {
        using var world = await RefundWorld.Paid();
        using var second = world.StartProcess();

        var told = await Task.WhenAll(Enumerable.Range(0, 10).Select(n => Task.Run(() => world.Refund(300, "k", n % 2 == 0 ? world.First : second))));

        Assert.All(told, answer => Assert.True(answer is OrderAnswer.Done or OrderAnswer.RefundOutcomeUnknown, answer.ToString()));
        Assert.Single(world.Sends);
        Assert.Equal(300, world.GivenBack);
    }

    /// <summary>
    /// Any interleaving of refunds, lost requests and replies, refunds made elsewhere, failures days later, dying processes
    /// and disputes: never more than was charged, and once all is quiet the order says what the provider did.
    /// </summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Whatever_happens_in_between_the_order_and_the_provider_agree(int start)
    {
        for (var seed = start * 1000; seed < (start * 1000) + 25; seed++)
        {
            try
            {
                await Play(new Random(seed));
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"With seed {seed}: {e.Message}", e);
            }
        }
    }

    private static async Task Play(Random chance)
    {
        using var world = await RefundWorld.Paid();
        for (var step = 0; step < 20; step++)
        {
            await Step(world, chance);
            Assert.True(world.GivenBack <= RefundWorld.Charged);
            Assert.True((await world.Shown()).Refunded <= RefundWorld.Charged);
        }

        world.Stripe.Faults.Clear();
        world.Store.Faults.Clear();
        await world.LetPass(TimeSpan.FromHours(50), TimeSpan.FromMinutes(30));
        await world.First.LookAgain();
        var record = await world.Record();
        Assert.DoesNotContain(record.Money.Refunds, it => it.State is RefundState.Sending);
        Assert.Equal(world.Stripe.Bank.Refunds.Where(it => it.Status == "succeeded").Sum(it => it.Amount), record.Snapshot().Refunded);
        Assert.Equal(world.GivenBack, record.Money.Refunds.Where(it => it.State.Counts).Sum(it => it.Amount));
        Assert.True(world.Sends.Where(it => it.IdempotencyKey is not null).GroupBy(it => it.IdempotencyKey).All(key => key.Count(it => it.Refunded > 0) <= 1));
    }

    private static async Task Step(RefundWorld world, Random chance)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"k{chance.Next(6)}");
        switch (chance.Next(12))
        {
            case 0:
                world.Stripe.Faults.Next((FaultKind)chance.Next((int)FaultKind.Fail500 + 1), StripeCall.Refund);
                break;
            case 1:
                world.Stripe.Faults.Next(FaultKind.LoseReply, StripeCall.ListRefunds);
                break;
            case 2:
                await world.RefundElsewhere(chance.Next(1, 400));
                break;
            case 3:
                world.Stripe.Bank.BeginRefunds(chance.Next(3) == 0 ? "pending" : "succeeded");
                break;
            case 4 when world.Stripe.Bank.Refunds.Count > 0:
                var some = world.Stripe.Bank.Refunds[chance.Next(world.Stripe.Bank.Refunds.Count)];
                world.Stripe.Bank.SettleRefund(some.Id, chance.Next(2) == 0 ? "failed" : "succeeded");
                break;
            case 5:
                await Tolerant(async () => await world.First.LookAgain());
                break;
            case 6:
                var minutes = chance.Next(1, 120);
                await Tolerant(() => world.LetPass(TimeSpan.FromMinutes(minutes), TimeSpan.FromMinutes(5)));
                break;
            case 7:
                world.Store.Faults.Enqueue((StoreFault)chance.Next((int)StoreFault.Conflict + 1));
                break;
            case 8:
                var (one, another) = (chance.Next(1, 900), chance.Next(1, 900));
                using (var other = world.StartProcess())
                {
                    await Task.WhenAll(Task.Run(() => world.Refund(one, process: other)), Task.Run(() => world.Refund(another)));
                }

                break;
            default:
                // The same key comes with the same wish, as a caller's repeat does.
                await world.Refund(100 * (key[1] - '0' + 1), key);
                break;
        }
    }

    // As the due loop and the events do: what the store did not take is done again later.
    private static async Task Tolerant(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Store.StoreUnavailableException)
        {
        }
    }
}
