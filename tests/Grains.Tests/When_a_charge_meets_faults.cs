using Acp.CheckoutSessions;
using Acp.InProcess;
using FsCheck;
using FsCheck.Fluent;

namespace Acp.Tests;

public sealed class When_a_charge_meets_faults
{
    /// <summary>What an agent and the world may do next, in any order.</summary>
    private enum Move
    {
        Complete,
        CompleteWithAnotherToken,
        CompleteWithDeclinedToken,
        CompleteWithTokenThatMustAuthenticate,
        ShopperAuthenticates,
        ShopperFails,
        ChangeCart,
        Cancel,
        SwitchProcess,
        AnHourPasses,
    }

    [Fact]
    public void The_processor_and_the_record_agree_whatever_fails_in_between() =>
        Prop.ForAll(Stories(), story => Run(story.Faults, story.Moves).GetAwaiter().GetResult()).Check(Config.QuickThrowOnFailure.WithMaxTest(400));

    private static Arbitrary<(Fault[] Faults, Move[] Moves)> Stories() =>
        (from faults in Gen.Elements(Enum.GetValues<Fault>()).ArrayOf()
         from moves in Gen.Elements(Enum.GetValues<Move>()).NonEmptyListOf()
         select (faults, moves.ToArray())).ToArbitrary();

    private static async Task<bool> Run(Fault[] faults, Move[] moves)
    {
        using var world = new World();
        world.Options.RepeatDelay = TimeSpan.Zero;
        await world.Stock(available: 100);
        InProcessGrains[] processes = [world.Grains, world.StartProcess()];
        var id = await world.ReadySession();
        foreach (var fault in faults)
        {
            world.Provider.Faults.Enqueue(fault);
        }

        var at = 0;
        for (var i = 0; i < moves.Length; i++)
        {
            at ^= moves[i] == Move.SwitchProcess ? 1 : 0;
            await Play(world, id, moves[i], processes[at], i);
            await Agrees(world, id);
        }

        world.Provider.Faults.Clear();
        await world.Complete(id, "spt_last", process: processes[at]);
        await Agrees(world, id);
        return true;
    }

    private static async Task Play(World world, string id, Move move, InProcessGrains process, int step)
    {
        switch (move)
        {
            case Move.Complete:
                await world.Complete(id, "spt_1", process: process);
                break;
            case Move.CompleteWithAnotherToken:
                await world.Complete(id, $"spt_{step + 2}", process: process);
                break;
            case Move.CompleteWithDeclinedToken:
                await world.Complete(id, "spt_decline", process: process);
                break;
            case Move.CompleteWithTokenThatMustAuthenticate:
                await world.Complete(id, "spt_3ds", process: process);
                break;
            case Move.ShopperAuthenticates or Move.ShopperFails when world.Provider.IsWaiting(id):
                world.Provider.Authenticate(id, move == Move.ShopperAuthenticates);
                break;
            case Move.ChangeCart:
                await world.Session(id, process).Update(world.Call(path: $"/{id}"), World.Quantity((step % 3) + 1));
                break;
            case Move.Cancel when step % 4 == 0:
                await world.Session(id, process).Cancel(world.Call(path: $"/{id}/cancel"), new CancelCheckoutSession(null));
                break;
            case Move.AnHourPasses when step % 4 == 0:
                world.Clock.Advance(TimeSpan.FromHours(1));
                break;
        }
    }

    /// <summary>What must hold between any two calls.</summary>
    private static async Task Agrees(World world, string id)
    {
        var session = await world.Stored(id);
        var (available, held, sold) = await world.Shelf();
        Assert.True(world.Provider.Money.Count <= 1, "charged twice");
        Assert.Equal(100, available + held + sold);
        switch (session.Payment)
        {
            case Payment.Charged charged:
                var money = Assert.Single(world.Provider.Money);
                Assert.Equal(session.Quote.Total, money.Amount);
                Assert.Equal(charged.Attempt!.ProviderKey, money.Key);
                Assert.NotNull(session.Order);
                Assert.Equal((0, session.Lines[0].Quantity), (held, (int)sold));
                break;
            case Payment.Open or Payment.Closed:
                Assert.Empty(world.Provider.Money);
                Assert.Equal((0, 0), (held, sold));
                break;
            default:
                Assert.Null(session.Order);
                Assert.Equal(session.Lines[0].Quantity, held);
                break;
        }
    }
}
