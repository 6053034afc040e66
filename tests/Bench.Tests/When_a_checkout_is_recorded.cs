using System.Text;
using Acp.Bench.Contenders;
using Acp.Bench.Recording;
using Acp.Storage.Memory;
using Acp.Store;

namespace Acp.Bench.Tests;

public sealed class When_a_checkout_is_recorded
{
    [Fact]
    public async Task Any_number_of_others_can_be_written_from_it()
    {
        using var place = new Workplace(new BenchOptions([], 1, 0, [], 0, 1, "", "", Folder: null));
        var recorded = await Recorder.Record(place.Catalog);
        var store = new MemoryStore(TimeProvider.System);
        await StoredShop.Stock(store, 2);

        var checkouts = Enumerable.Range(1, 3).Select(number => recorded.Another(number).ToArray()).ToArray();

        Assert.Equal(recorded.Bytes, checkouts[0].Sum(Bytes));
        Assert.All(await Commit(store, checkouts[0]), verdict => Assert.IsType<Verdict.Committed>(verdict));
        Assert.All(await Commit(store, checkouts[1]), verdict => Assert.IsType<Verdict.Committed>(verdict));

        // Stock is tracked: there were two.
        Assert.Contains(await Commit(store, checkouts[2]), verdict => verdict is Verdict.CounterShort);
        Assert.Empty(Names(checkouts[0]).Intersect(Names(checkouts[1])));
    }

    [Fact]
    public async Task It_is_a_whole_one()
    {
        using var place = new Workplace(new BenchOptions([], 1, 0, [], 0, 1, "", "", Folder: null));

        var recorded = await Recorder.Record(place.Catalog);

        Assert.Contains("\"status\":\"completed\"", Encoding.UTF8.GetString(recorded.Completed.Body.Span), StringComparison.Ordinal);
        Assert.Equal([201, 200], new[] { recorded.Created, recorded.Completed }.Select(reply => reply.Status));
        Assert.Contains(recorded.Another(1), unit => unit.Audit.Count > 0 && unit.Replies.Count > 0);
    }

    private static async Task<IReadOnlyList<Verdict>> Commit(MemoryStore store, IEnumerable<Unit> units)
    {
        var verdicts = new List<Verdict>();
        foreach (var unit in units)
        {
            verdicts.Add(await store.Commit(unit));
        }

        return verdicts;
    }

    private static int Bytes(Unit unit) =>
        unit.States.Sum(change => change.State.Length) + unit.Replies.Sum(reply => reply.Reply.Body.Length)
        + unit.Audit.Sum(entry => entry.Detail.Length);

    private static IEnumerable<string> Names(IEnumerable<Unit> units) =>
        units.SelectMany(unit => unit.States.Select(change => change.Key).Concat(unit.Replies.Select(reply => reply.Key.Key)));
}
