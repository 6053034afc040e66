using Acp.CheckoutSessions;
using Acp.Storage.Memory;
using Acp.Storage.Postgres;
using Acp.Store;
using FsCheck;
using FsCheck.Fluent;

namespace Acp.Storage.Tests.Postgres;

/// <summary>
/// A round decides many units on one look at the database. Whatever they are, each must fare as if they had come one
/// after the other: the memory store, which takes them so, is the model. No database is needed for it.
/// </summary>
public sealed class When_a_neighbour_is_refused
{
    private static readonly string[] Names = ["a", "b", "c"];

    private static readonly Gen<Step> Steps =
        from states in Some(from key in Gen.Elements(Names) from skew in Gen.Elements(0, 0, 0, 0, 1, -1) select (key, skew), 2)
        from counters in Some(Counter(), 2)
        from replies in Some(from key in Gen.Elements(Names) from hours in Gen.Elements(-1, 24) select (key, hours), 1)
        from due in Some(from subject in Gen.Elements(Names) from minutes in Gen.Elements<int?>(null, 0, 5) from through in Gen.Elements(0L, 1) select (subject, minutes, through), 2)
        from words in Some(Gen.Elements(Names), 2)
        from tallies in Some(from name in Gen.Elements(Names) from delta in Gen.Elements(-1L, 1, 2) select new TallyChange(name, delta), 2)
        select new Step(states, counters, replies, due, [], tallies, words);

    [Fact]
    public void Each_fares_as_if_they_had_come_one_after_the_other() =>
        Prop.ForAll(Some(Some(Steps, 8), 3).ToArbitrary(), Agree).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    /// <summary>The trap in one line: the stock that the refused one would have taken is still there for the next.</summary>
    [Fact]
    public void What_it_would_have_taken_is_left_for_the_next()
    {
        var refused = Units.Count("stock", -1, 0) with { Replies = [Units.Reply("kept", Units.Noon.AddHours(1))] };
        var decider = new RoundDecider(
            new Found(
                new Dictionary<string, long>(),
                new Dictionary<string, long> { ["stock"] = 1 },
                new Dictionary<ReplyKey, long> { [Units.ReplyKey("kept")] = long.MaxValue },
                new HashSet<Guid>()),
            now: 0);

        var outcomes = decider.Decide([refused, Units.Count("stock", -1, 0), Units.Count("stock", -1, 0)]);

        Assert.Equal(
            [new Verdict.ReplyExists(Units.ReplyKey("kept")), new Verdict.Committed(), new Verdict.CounterShort("stock")],
            outcomes.Select(outcome => outcome.Verdict));
        Assert.Equal(0, Assert.Single(decider.Writes.OldCounters).Value);
    }

    private static Gen<CounterChange> Counter() =>
        from name in Gen.Elements(Names)
        from delta in Gen.Elements(-2, -1, 1, 2, long.MaxValue)
        from floor in Gen.Elements<long?>(null, 0, 1)
        select new CounterChange(name, delta, floor);

    private static Gen<List<T>> Some<T>(Gen<T> item, int most) =>
        from count in Gen.Choose(0, most) from items in item.ListOf(count) select items.ToList();

    private static async Task Agree(List<List<Step>> rounds)
    {
        var clock = new ManualClock();
        await using var model = new MemoryStore(clock);
        var sent = new List<Unit>();
        foreach (var steps in rounds)
        {
            var units = new List<Unit>();
            foreach (var step in steps)
            {
                units.Add(await step.Against(model, clock.Now));
            }

            // Some units of a round follow on those before them, and some were sent before.
            units = [.. units.Select((unit, i) => i % 3 == 2 ? Following(units[i - 1], unit) : unit), .. sent.Take(1)];
            await Agree(units, model, clock);
            sent.AddRange(units);
        }
    }

    private static Unit Following(Unit before, Unit unit) => unit with
    {
        States = [.. unit.States.Select(change => before.States.Any(earlier => earlier.Key == change.Key && earlier.ExpectedVersion == change.ExpectedVersion)
            ? change with { ExpectedVersion = change.ExpectedVersion + 1 }
            : change)],
    };

    private static async Task Agree(List<Unit> units, MemoryStore model, ManualClock clock)
    {
        var decider = new RoundDecider(await Look(model, units), clock.Now.ToUnixTimeMilliseconds());
        var outcomes = decider.Decide(units);
        var told = await TellEach(model, units);

        Assert.Equal(told, outcomes.Select(outcome => outcome.Verdict));
        foreach (var row in decider.Writes.NewStates.Concat(decider.Writes.OldStates))
        {
            var stored = await model.Load(row.Change.Key);
            Assert.Equal((row.Change.State.Text(), row.Version), (stored.Text(), stored!.Version));
        }

        foreach (var row in decider.Writes.NewCounters.Concat(decider.Writes.OldCounters))
        {
            Assert.Equal(row.Value, await model.ReadCounter(row.Name));
        }

        var landed = units.Where((_, i) => told[i] is Verdict.Committed).ToList();
        Assert.Equal(landed.SelectMany(unit => unit.Audit), decider.Writes.Audit);
        Assert.Equal(
            landed.SelectMany(unit => unit.Tallies).GroupBy(tally => tally.Name).ToDictionary(same => same.Key, same => same.Sum(tally => tally.Delta)),
            decider.Writes.Tallies);
        Assert.Equal(landed.Select(unit => unit.CommitId), decider.Writes.Commits);
        Assert.Equal(landed.SelectMany(unit => unit.States).Select(change => change.Key).ToHashSet(), [.. decider.Writes.NewStates.Concat(decider.Writes.OldStates).Select(row => row.Change.Key)]);
    }

    private static async Task<List<Verdict?>> TellEach(MemoryStore model, List<Unit> units)
    {
        var told = new List<Verdict?>();
        foreach (var unit in units)
        {
            try
            {
                told.Add(await model.Commit(unit));
            }
            catch (ArgumentException)
            {
                told.Add(null);
            }
        }

        return told;
    }

    private static async Task<Found> Look(MemoryStore model, List<Unit> units)
    {
        var (versions, counters, replies, known) = (new Dictionary<string, long>(), new Dictionary<string, long>(), new Dictionary<ReplyKey, long>(), new HashSet<Guid>());
        foreach (var name in Names)
        {
            if (await model.Load(name) is { } stored)
            {
                versions.Add(name, stored.Version);
            }

            if (await model.ReadCounter(name) is not 0 and var value)
            {
                counters.Add(name, value);
            }

            if (await model.FindReply(Units.ReplyKey(name)) is { } kept)
            {
                replies.Add(kept.Key, kept.KeptUntil.ToUnixTimeMilliseconds());
            }
        }

        foreach (var unit in units)
        {
            if (await model.HasLanded(unit.CommitId))
            {
                known.Add(unit.CommitId);
            }
        }

        return new Found(versions, counters, replies, known);
    }
}
