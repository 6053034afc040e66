using Acp.Store;

namespace Acp.Storage.Tests;

public abstract partial class StoreConformance
{
    public enum Refused
    {
        Conflict,
        CounterShort,
        ReplyExists,
        CounterOverflow,
    }

    [Theory]
    [InlineData(Refused.Conflict)]
    [InlineData(Refused.CounterShort)]
    [InlineData(Refused.ReplyExists)]
    [InlineData(Refused.CounterOverflow)]
    public async Task Of_a_refused_unit_nothing_is_there(Refused because)
    {
        await Committed(Everything("before", Clock.Now) with { Counters = [new CounterChange("full", long.MaxValue, null)] });
        var unit = Spoil(Everything("after", Clock.Now), because);

        var failure = await Record.ExceptionAsync(async () => Assert.IsNotType<Verdict.Committed>(await Store.Commit(unit)));

        Assert.Equal(because == Refused.CounterOverflow, failure is ArgumentException);
        Assert.Empty(await TracesOf("after"));
        Assert.Equal((0, long.MaxValue), (await Store.ReadCounter("after"), await Store.ReadCounter("full")));
        Assert.False(await Store.HasLanded(unit.CommitId));
    }

    [Fact]
    public async Task Of_a_committed_unit_everything_is_there()
    {
        await Committed(Everything("unit", Clock.Now));

        Assert.Equal(["first state", "second state", "counter", "reply", "audit", "due"], await TracesOf("unit"));
    }

    [Fact]
    public async Task A_unit_has_landed_once_it_is_committed_and_not_before()
    {
        var (unit, other) = (Units.Swap("key".At(0)), Units.Swap("key".At(1)));

        await Committed(unit);

        Assert.True(await Store.HasLanded(unit.CommitId));
        Assert.False(await Store.HasLanded(other.CommitId));
        Assert.False(await Store.HasLanded(other.CommitId));
        Assert.True(await Store.HasLanded(unit.CommitId));
    }

    [Fact]
    public async Task Whether_a_unit_landed_is_answered_after_it_is_decided()
    {
        for (var i = 0; i < 50; i++)
        {
            var (good, bad) = (Units.Swap("key".At(i)), Units.Swap("key".At(i)));
            var commits = new[] { Store.Commit(good).AsTask(), Store.Commit(bad).AsTask() };

            Assert.True(await Store.HasLanded(good.CommitId));
            Assert.False(await Store.HasLanded(bad.CommitId));
            await Task.WhenAll(commits);
        }
    }

    [Fact]
    public async Task The_same_unit_sent_again_is_not_applied_again()
    {
        var unit = Units.Count("stock", -1);
        await Committed(unit);

        await Assert.ThrowsAsync<ArgumentException>(async () => await Store.Commit(unit));

        Assert.Equal(-1, await Store.ReadCounter("stock"));
    }

    [Fact]
    public async Task A_unit_that_names_a_key_twice_is_refused_before_anything_happens()
    {
        var reply = Units.Reply("key", Clock.Now.AddHours(1));
        Unit[] contradictions =
        [
            Units.Swap("key".At(0), "key".At(1)),
            Units.Empty() with { Replies = [reply, reply] },
            Units.Empty() with { Due = [new DueTime("key", Clock.Now), new DueTime("key", null)] },
            Units.Swap("key".At(-1)),
            Units.Swap("key".At(0)) with { CommitId = Guid.Empty },
        ];

        foreach (var unit in contradictions)
        {
            await Assert.ThrowsAsync<ArgumentException>(async () => await Store.Commit(unit));
        }

        Assert.Null(await Store.Load("key"));
    }

    [Fact]
    public async Task Audit_entries_keep_the_order_of_commits()
    {
        for (var i = 0; i < 20; i++)
        {
            await Committed(Units.Empty() with
            {
                Audit = [Entry("session", $"{i} a"), Entry("other", "x"), Entry("session", $"{i} b")],
            });
        }

        var expected = Enumerable.Range(0, 20).SelectMany(i => new[] { $"{i} a", $"{i} b" }).ToList();
        Assert.Equal(expected, (await Store.ReadAudit("session")).Select(entry => entry.Event));
        Assert.Equal(20, (await Store.ReadAudit("other")).Count);
    }

    [Fact]
    public async Task Audit_entries_come_back_whole()
    {
        var entry = Entry("session", "charged") with { Detail = """{"amount":1250}""", At = Clock.Now.ToOffset(TimeSpan.FromHours(2)) };
        await Committed(Units.Empty() with { Audit = [entry] });

        Assert.Equal(entry, Assert.Single(await Store.ReadAudit("session")));
    }

    [Fact]
    public async Task A_closed_store_says_so()
    {
        await CloseStore();

        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await Store.Commit(Units.Empty()));
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await Store.Load("key"));
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await Store.HasLanded(Guid.NewGuid()));
    }

    private static AuditEntry Entry(string subject, string what) => new(subject, Units.Noon, "agent", what, "{}");

    private static Unit Everything(string name, DateTimeOffset now) => Units.Empty() with
    {
        States = [$"{name} 1".At(0), $"{name} 2".At(0)],
        Counters = [new CounterChange(name, 1, null)],
        Replies = [Units.Reply(name, now.AddHours(24))],
        Audit = [Entry(name, "happened")],
        Due = [new DueTime(name, now)],
    };

    // Each spoils what is carried out last of its kind, so that everything before it has been written by then.
    private static Unit Spoil(Unit unit, Refused because) => because switch
    {
        Refused.Conflict => unit with { States = unit.States.Add("before 1".At(0)) },
        Refused.CounterShort => unit with { Counters = unit.Counters.Add(new CounterChange("after", -2, 0)) },
        Refused.ReplyExists => unit with { Replies = unit.Replies.Add(Units.Reply("before", Units.Noon.AddHours(24))) },
        Refused.CounterOverflow => unit with { Counters = unit.Counters.Add(new CounterChange("full", 1, null)) },
        _ => throw new ArgumentOutOfRangeException(nameof(because)),
    };

    private async Task<List<string>> TracesOf(string name)
    {
        var due = await Store.ClaimDue(name, Clock.Now, TimeSpan.FromSeconds(1), 100);
        (string Trace, bool Found)[] traces =
        [
            ("first state", await Store.Load($"{name} 1") is not null),
            ("second state", await Store.Load($"{name} 2") is not null),
            ("counter", await Store.ReadCounter(name) != 0),
            ("reply", await Store.FindReply(Units.ReplyKey(name)) is not null),
            ("audit", (await Store.ReadAudit(name)).Count > 0),
            ("due", due.Contains(name)),
        ];
        return [.. traces.Where(trace => trace.Found).Select(trace => trace.Trace)];
    }
}
