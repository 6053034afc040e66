using Acp.SharedPaymentTokens;
using Acp.Storage.Memory;
using Acp.Storage.Tests.Postgres;
using Acp.Store;
using Acp.Tests.Postgres;
using FsCheck;
using FsCheck.Fluent;

namespace Acp.Storage.Tests;

/// <summary>
/// The memory store is the model: short enough to be believed, and itself held to the conformance suite. Bursts are
/// queued while the database is locked, so that they are carried out in shared transactions.
/// </summary>
public sealed class When_units_are_drawn_at_random
{
    private static readonly string[] Names = ["a", "b", "c"];

    private static readonly Gen<string> Name = Gen.Elements(Names);

    private static readonly Gen<string> Kind = Gen.Elements("session", "event");

    private static readonly Gen<(string, int)> State =
        from key in Name from skew in Gen.Elements(0, 0, 0, 0, 0, 0, 0, 1, -1) select (key, skew);

    private static readonly Gen<CounterChange> Counter =
        from name in Name
        from delta in Gen.Elements(-3, -2, -1, 1, 2, 3, 4, long.MaxValue)
        from floor in Gen.Elements<long?>(null, 0, 2)
        select new CounterChange(name, delta, floor);

    private static readonly Gen<(string, int)> Reply = from key in Name from hours in Gen.Elements(1, 24) select (key, hours);

    private static readonly Gen<(string, int?, long)> Due =
        from kind in Kind
        from name in Name
        from minutes in Gen.Elements<int?>(null, 0, 0, 5)
        from through in Gen.Elements(0L, 0, 1, 2)
        select ($"{kind}/{name}", minutes, through);

    private static readonly Gen<DrawnToken> Token =
        from id in Name
        from skew in Gen.Elements(0, 0, 0, 0, 0, 0, 0, 1, -1)
        from status in Gen.Elements(Enum.GetValues<SharedPaymentTokenStatus>())
        from origin in Gen.Elements(Enum.GetValues<TokenOrigin>())
        from minutes in Gen.Elements<int?>(null, 0, 5, 30)
        from amount in Gen.Elements<long?>(null, 100, 2000)
        from session in Gen.Elements(null, "cs_1", "cs_2")
        select new DrawnToken(id, skew, status, origin, minutes, amount, session);

    private static readonly Gen<TallyChange> Tally =
        from name in Name from delta in Gen.Elements(-2L, -1, 1, 3) select new TallyChange(name, delta);

    private static readonly Gen<Step> Steps =
        from states in Some(State, 3)
        from counters in Some(Counter, 2)
        from replies in Some(Reply, 1)
        from due in Some(Due, 2)
        from tokens in Some(Token, 2)
        from tallies in Some(Tally, 3)
        from words in Some(Name, 2)
        select new Step(states, counters, replies, due, tokens, tallies, words);

    private static readonly Gen<Burst> Bursts =
        from steps in Some(Steps, 12)
        from kind in Kind
        from claim in Gen.Choose(1, 3)
        from minutes in Gen.Elements(0, 0, 10, 120)
        select new Burst(steps, kind, claim, TimeSpan.FromMinutes(minutes));

    [Fact]
    public void SQLite_gives_the_same_verdicts_and_holds_the_same() => Agree(100, () => new SqliteFile());

    [Fact]
    public void PostgreSQL_gives_the_same_verdicts_and_holds_the_same()
    {
        TestPostgres.SkipWithoutOne();
        Agree(40, () => new PostgresDatabase());
    }

    private static void Agree(int times, Func<ITestDatabase> open) =>
        Prop.ForAll(Some(Bursts, 4).ToArbitrary(), bursts => Agree(bursts, open)).Check(Config.QuickThrowOnFailure.WithMaxTest(times));

    private static Gen<List<T>> Some<T>(Gen<T> item, int most) =>
        from count in Gen.Choose(0, most) from items in item.ListOf(count) select items.ToList();

    private static async Task Agree(List<Burst> bursts, Func<ITestDatabase> open)
    {
        await using var database = open();
        var store = database.OpenStore();
        await using var model = new MemoryStore(database.Clock);
        foreach (var burst in bursts)
        {
            await AgreeOnUnits(burst, model, store, database);
            await AgreeOnClaim(burst, model, store, database.Clock.Now);
            Assert.Equal(await Everything(model), await Everything(store));
            Assert.Equal(await Inventory(model, database.Clock.Now), await Inventory(store, database.Clock.Now));
            database.Clock.Advance(burst.Pause);
        }
    }

    private static async Task AgreeOnUnits(Burst burst, MemoryStore model, IStore store, ITestDatabase database)
    {
        var (expected, queued) = (new List<string>(), new List<Task<string>>());
        using (database.Lock())
        {
            foreach (var step in burst.Steps)
            {
                var unit = await step.Against(model, database.Clock.Now);
                expected.Add(await Outcome(model, unit));
                queued.Add(Outcome(store, unit));
            }
        }

        Assert.Equal(expected, await Task.WhenAll(queued));
    }

    private static async Task AgreeOnClaim(Burst burst, MemoryStore model, IStore store, DateTimeOffset now)
    {
        var lease = TimeSpan.FromMinutes(7);
        Assert.Equal(await model.ClaimDue(burst.Kind, now, lease, burst.Claim), await store.ClaimDue(burst.Kind, now, lease, burst.Claim));
    }

    private static async Task<string> Outcome(IStore store, Unit unit)
    {
        try
        {
            var verdict = await store.Commit(unit);
            Assert.Equal(verdict is Verdict.Committed, await store.HasLanded(unit.CommitId));
            return $"{verdict}";
        }
        catch (ArgumentException)
        {
            return "cannot be stored";
        }
    }

    private static async Task<List<string>> Everything(IStore store)
    {
        var all = new List<string>();
        foreach (var name in Names)
        {
            var state = await store.Load(name);
            var reply = await store.FindReply(Units.ReplyKey(name));
            all.Add($"{name} {state?.Version} {state.Text()} {await store.ReadCounter(name)}");
            all.Add($"{reply?.KeptUntil} {reply?.Reply.Body.Text()}");
            all.AddRange((await store.ReadAudit(name)).Select(entry => $"{entry}"));
        }

        return all;
    }

    private static async Task<List<string>> Inventory(IInventory inventory, DateTimeOffset now)
    {
        var all = new List<string>();
        TokenFilter[] filters =
        [
            new(), new() { Session = "cs_1" }, new() { AmountFrom = 1000 }, new() { Origin = TokenOrigin.Issued },
            .. Enum.GetValues<SharedPaymentTokenStatus>().Select(status => new TokenFilter { Status = status }),
        ];
        foreach (var filter in filters)
        {
            all.AddRange((await inventory.ListTokens(filter, now, after: null, limit: 2)).Select(row => $"{filter}: {row}"));
        }

        var count = await inventory.CountTokens([("a", "c")], now);
        all.AddRange(await inventory.FindOverdueTokens(now, limit: 2));
        all.AddRange(count.Tallies.Select(tally => $"{tally}").Order(StringComparer.Ordinal));
        all.AddRange(count.Overdue.Select(overdue => $"{overdue}").Order(StringComparer.Ordinal));
        all.AddRange((await inventory.ListStates("session", null, null, limit: 10)).Select(state => $"{state.Key} {state.State.Text()}"));
        return all;
    }
}
