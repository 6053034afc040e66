using Acp.CheckoutSessions;

namespace Acp.Tests;

public sealed class When_a_key_is_used_again : IDisposable
{
    private readonly World world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task The_same_body_gets_the_same_bytes_from_any_process()
    {
        var id = await world.ReadySession();
        var first = (Answer.Replied)await world.Complete(id, "spt_1", "k");
        await world.Session(id).Cancel(world.Call(), new CancelCheckoutSession(null));

        var replay = (Answer.Replied)await world.Complete(id, "spt_1", "k", world.StartProcess());

        Assert.True(replay.Replayed);
        Assert.Equal(first.Reply.Body.ToArray(), replay.Reply.Body.ToArray());
    }

    [Fact]
    public async Task Another_body_is_a_conflict_and_changes_nothing()
    {
        var id = await world.ReadySession();
        await world.Session(id).Update(world.Call("k", "a", $"/{id}"), World.Quantity(2));

        Assert.IsType<Answer.KeyReused>(await world.Session(id).Update(world.Call("k", "b", $"/{id}"), World.Quantity(3)));

        Assert.Equal(2, (await world.Stored(id)).Lines[0].Quantity);
    }

    [Fact]
    public async Task A_create_makes_one_session_in_however_many_processes_it_runs()
    {
        var other = world.StartProcess();
        for (var round = 0; round < 50; round++)
        {
            var key = $"create-{round}";
            var (a, b) = (world.Ids.New("cs_"), world.Ids.New("cs_"));

            var answers = await Task.WhenAll(
                Task.Run(async () => await world.Session(a).Create(world.Call(key, path: "/"), World.Creation())),
                Task.Run(async () => await world.Session(b, other).Create(world.Call(key, path: "/"), World.Creation())));

            Assert.All(answers, answer => Assert.Equal(201, Told.Of(answer).Status));
            Assert.Single(answers, answer => ((Answer.Replied)answer).Replayed);
            Assert.Single(new[] { await world.Store.Load(CheckoutSession.KeyOf(a)), await world.Store.Load(CheckoutSession.KeyOf(b)) }, stored => stored is not null);
        }
    }

    [Fact]
    public async Task A_create_that_another_process_overtook_is_given_its_reply()
    {
        var (a, b) = (world.Ids.New("cs_"), world.Ids.New("cs_"));
        world.Store.Asked = async _ =>
        {
            world.Store.Asked = null;
            await world.Session(b).Create(world.Call("k", path: "/"), World.Creation());
        };

        Assert.True(((Answer.Replied)await world.Session(a).Create(world.Call("k", path: "/"), World.Creation())).Replayed);

        Assert.Null(await world.Store.Load(CheckoutSession.KeyOf(a)));
    }

    [Fact]
    public async Task It_is_told_so_while_its_first_request_runs()
    {
        var id = await world.ReadySession();
        world.Provider.Hold = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var first = world.Complete(id, "spt_1", "k");
        await world.Provider.Arrived.WaitAsync(TestContext.Current.CancellationToken);

        var second = world.Complete(id, "spt_1", "k");
        await Eventually.True(() => second.IsCompleted);

        Assert.IsType<Answer.KeyInFlight>(await second);
        world.Provider.Hold.SetResult();
        Told.Completed(await first);
    }

    /// <summary>Where the store is far away, replays of one key overlap; none of them is a first request that runs.</summary>
    [Fact]
    public async Task Replays_that_overlap_are_all_given_the_reply()
    {
        var id = await world.ReadySession();
        await world.Complete(id, "spt_1", "k");
        var (asked, answer) = (0, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        world.Store.Asked = _ => Interlocked.Increment(ref asked) == 1 ? answer.Task : Task.CompletedTask;
        var slow = world.Complete(id, "spt_1", "k");
        await Eventually.True(() => Volatile.Read(ref asked) == 1);

        Assert.True(Assert.IsType<Answer.Replied>(await world.Complete(id, "spt_1", "k")).Replayed);

        answer.SetResult();
        Assert.True(((Answer.Replied)await slow).Replayed);
    }

    [Fact]
    public async Task It_is_new_again_after_its_retention()
    {
        var id = await world.ReadySession();
        await world.Complete(id, "spt_decline", "k");
        world.Clock.Advance(TimeSpan.FromHours(24));
        Assert.True(((Answer.Replied)await world.Complete(id, "spt_decline", "k")).Replayed);

        world.Clock.Advance(world.Options.ReplyRetention);

        Assert.False(((Answer.Replied)await world.Complete(id, "spt_decline", "k")).Replayed);
    }

    [Fact]
    public async Task Platforms_do_not_share_keys_or_sessions()
    {
        var id = await world.ReadySession();

        Assert.IsType<Answer.NotFound>(await world.Session(id).Retrieve(new Caller("other", "v")));
        Assert.IsType<Answer.NotFound>(await world.Session(id).Complete(world.Call(platform: "other"), World.With("spt_1")));
        Assert.IsType<Answer.NotFound>(await world.Session(id).Update(world.Call(platform: "other"), World.Quantity(2)));
        Assert.IsType<Answer.NotFound>(await world.Session(id).Cancel(world.Call(platform: "other"), new CancelCheckoutSession(null)));
        Assert.Equal(1, (await world.Store.Load(CheckoutSession.KeyOf(id)))!.Version);
    }
}
