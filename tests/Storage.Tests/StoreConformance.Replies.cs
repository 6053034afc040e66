using Acp.Store;

namespace Acp.Storage.Tests;

public abstract partial class StoreConformance
{
    [Fact]
    public async Task A_kept_reply_comes_back_byte_for_byte()
    {
        var kept = Units.Reply("key", Clock.Now.AddHours(24), """{ "status" : "open" }""");
        await Committed(Units.Keep(kept));

        var found = await Store.FindReply(Units.ReplyKey("key"));
        Assert.Equal(kept with { Reply = found!.Reply }, found);
        Assert.Equal((201, """{ "status" : "open" }"""), (found.Reply.Status, found.Reply.Body.Text()));
    }

    [Fact]
    public async Task An_empty_body_is_kept_too()
    {
        await Committed(Units.Keep(Units.Reply("key", Clock.Now.AddHours(24), "")));

        Assert.True((await Store.FindReply(Units.ReplyKey("key")))!.Reply.Body.IsEmpty);
    }

    [Theory]
    [InlineData("state", "key")]
    [InlineData("state", "another")]
    [InlineData("nothing", "key")]
    [InlineData("nothing", "another")]
    public async Task A_state_and_a_reply_come_in_one_as_they_do_apart(string state, string key)
    {
        await Committed(Units.Keep(Units.Reply("key", Clock.Now.AddHours(24))) with { States = ["state".At(0)] });

        var (stored, kept) = await Store.LoadWithReply(state, Units.ReplyKey(key));

        Assert.Equal((state == "state" ? 1L : null, state == "state" ? "state" : null), (stored?.Version, stored.Text()));
        Assert.Equal(key == "key" ? "{}" : null, kept?.Reply.Body.Text());
        Assert.Equal((await Store.FindReply(Units.ReplyKey(key)))?.KeptUntil, kept?.KeptUntil);
    }

    [Fact]
    public async Task A_reply_past_its_time_does_not_come_with_a_state_either()
    {
        await Committed(Units.Keep(Units.Reply("key", Clock.Now.AddHours(24))) with { States = ["state".At(0)] });
        Clock.Advance(TimeSpan.FromHours(24));

        var (stored, kept) = await Store.LoadWithReply("state", Units.ReplyKey("key"));

        Assert.NotNull(stored);
        Assert.Null(kept);
    }

    [Fact]
    public async Task A_second_reply_under_the_same_key_is_refused()
    {
        await Committed(Units.Keep(Units.Reply("key", Clock.Now.AddHours(24), "first")));

        var verdict = await Store.Commit(Units.Keep(Units.Reply("key", Clock.Now.AddHours(24), "second")));

        Assert.Equal(new Verdict.ReplyExists(Units.ReplyKey("key")), verdict);
        Assert.Equal("first", (await Store.FindReply(Units.ReplyKey("key")))!.Reply.Body.Text());
    }

    [Fact]
    public async Task Keys_are_told_apart_by_platform_and_path()
    {
        var reply = Units.Reply("key", Clock.Now.AddHours(24));
        await Committed(Units.Keep(reply));
        await Committed(Units.Keep(reply with { Key = reply.Key with { Platform = "another" } }));
        await Committed(Units.Keep(reply with { Key = reply.Key with { Path = "/checkout_sessions/1/complete" } }));

        Assert.Null(await Store.FindReply(Units.ReplyKey("another")));
    }

    [Fact]
    public async Task A_reply_past_its_time_counts_as_absent_and_gives_way()
    {
        await Committed(Units.Keep(Units.Reply("key", Clock.Now.AddHours(24), "first")));
        Clock.Advance(TimeSpan.FromHours(24) - TimeSpan.FromMilliseconds(1));
        Assert.NotNull(await Store.FindReply(Units.ReplyKey("key")));

        Clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Null(await Store.FindReply(Units.ReplyKey("key")));
        await Committed(Units.Keep(Units.Reply("key", Clock.Now.AddHours(24), "second")));

        Assert.Equal("second", (await Store.FindReply(Units.ReplyKey("key")))!.Reply.Body.Text());
    }

    [Fact]
    public async Task Of_many_creates_with_one_key_exactly_one_makes_a_session()
    {
        var units = Enumerable.Range(0, 100).Select(i => Units.Keep(Units.Reply("key", Clock.Now.AddHours(24), $"{i}")) with
        {
            States = [$"session {i}".At(0)],
        });

        var verdicts = await CommitAtOnce(units);

        var winner = Assert.Single(Enumerable.Range(0, 100), i => verdicts[i] is Verdict.Committed);
        Assert.Equal($"{winner}", (await Store.FindReply(Units.ReplyKey("key")))!.Reply.Body.Text());
        Assert.Equal(1, (await Versions([.. Enumerable.Range(0, 100).Select(i => $"session {i}")])).Sum());
    }
}
