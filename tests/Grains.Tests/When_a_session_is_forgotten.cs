using Acp.CheckoutSessions;

namespace Acp.Tests;

public sealed class When_a_session_is_forgotten : IDisposable
{
    private readonly World world = new();

    public When_a_session_is_forgotten() => world.Options.SessionRetention = TimeSpan.FromDays(2);

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task It_was_over_for_as_long_as_it_is_kept_whatever_ended_it()
    {
        var (paid, canceled, expired) = (await world.ReadySession(), await world.ReadySession(), await world.ReadySession());
        await world.Complete(paid, "spt_1");
        await world.Session(canceled).Cancel(world.Call(), new CancelCheckoutSession(null));
        world.Clock.Advance(world.Options.SessionLifetime);
        await world.Sweep();
        world.Clock.Advance(world.Options.SessionRetention - world.Options.SessionLifetime - TimeSpan.FromMilliseconds(1));
        await world.ReadySession();
        Assert.Equal([true, true, true], await AreThere(paid, canceled, expired));

        world.Clock.Advance(TimeSpan.FromMilliseconds(1));
        await world.ReadySession();
        Assert.Equal([false, false, true], await AreThere(paid, canceled, expired));

        world.Clock.Advance(world.Options.SessionLifetime);
        await world.ReadySession();
        Assert.Equal([false, false, false], await AreThere(paid, canceled, expired));
    }

    [Fact]
    public async Task Nothing_finds_it_and_nothing_brings_it_back()
    {
        const string Key = "create";
        var id = world.Ids.New("cs_");
        await world.Session(id).Create(world.Call(Key, path: "/"), World.Creation());
        await world.Complete(id, "spt_1");
        world.Clock.Advance(world.Options.SessionRetention);
        await world.ReadySession();
        var later = world.StartProcess();

        Assert.IsType<Answer.NotFound>(await world.Session(id, later).Retrieve(new Caller(World.Platform, "v")));
        Assert.IsType<Answer.NotFound>(await world.Complete(id, "spt_2", process: later));
        Assert.IsType<Answer.NotFound>(await world.Session(id, later).Update(world.Call(), World.Quantity(2)));
        Assert.IsType<Answer.NotFound>(await world.Session(id, later).Cancel(world.Call(), new CancelCheckoutSession(null)));
        var again = await world.Session(world.Ids.New("cs_"), later).Create(world.Call(Key, path: "/"), World.Creation());

        Assert.False(Assert.IsType<Answer.Replied>(again).Replayed);
        Assert.Equal([false], await AreThere(id));
        Assert.Single(world.Provider.Sends);
    }

    /// <summary>Money whose fate nobody knows has no age.</summary>
    [Fact]
    public async Task It_is_not_while_its_charge_is_unknown()
    {
        var times = new List<DateTimeOffset?>();
        world.Store.Committing = unit =>
        {
            times.AddRange(unit.States.Select(change => change.Index.KeptUntil));
            return Task.CompletedTask;
        };
        var id = await world.ReadySession();
        world.Options.SendsPerCall = 1;
        world.Lose(sends: 1, Fault.ReplyLost);
        Assert.IsType<Answer.PaymentOutcomeUnknown>(await world.Complete(id, "spt_1"));

        world.Clock.Advance(world.Options.SessionRetention * 2);
        await world.ReadySession();

        Assert.IsType<Payment.Charging>((await world.Stored(id)).Payment);
        Assert.All(times, Assert.Null);
    }

    private async Task<List<bool>> AreThere(params IEnumerable<string> ids)
    {
        var found = new List<bool>();
        foreach (var id in ids)
        {
            found.Add(await world.Store.Load(CheckoutSession.KeyOf(id)) is not null);
        }

        return found;
    }
}
