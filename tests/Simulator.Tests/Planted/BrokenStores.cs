using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Acp.CheckoutSessions;
using Acp.Store;

namespace Acp.Simulation.Tests;

internal sealed class AcknowledgesRepeatsWithoutStoring(IStore inner) : PassingStore(inner)
{
    public override ValueTask<Verdict> Commit(Unit unit) => PermitsARepeat(unit) ? new(new Verdict.Committed()) : base.Commit(unit);
}

/// <summary>Says «committed» at once and writes when it is called next; what was not written dies with the process.</summary>
internal sealed class WritesBehind(IStore inner) : PassingStore(inner)
{
    private Unit? pending;

    public override async ValueTask<StoredState?> Load(string key)
    {
        await Write();
        return await base.Load(key);
    }

    public override async ValueTask<KeptReply?> FindReply(ReplyKey key)
    {
        await Write();
        return await base.FindReply(key);
    }

    public override async ValueTask<Verdict> Commit(Unit unit)
    {
        await Write();
        pending = unit;
        return new Verdict.Committed();
    }

    private async ValueTask Write()
    {
        if (pending is { } unit)
        {
            pending = null;
            await Inner.Commit(unit);
        }
    }
}

internal sealed class KeepsRepliesOnTheirOwn(IStore inner) : PassingStore(inner)
{
    public override async ValueTask<Verdict> Commit(Unit unit)
    {
        if (unit.Replies.IsEmpty || unit.States.IsEmpty)
        {
            return await Inner.Commit(unit);
        }

        var verdict = await Inner.Commit(unit with { Replies = [] });
        if (verdict is Verdict.Committed)
        {
            await Inner.Commit(new Unit(Twin(unit.CommitId), unit.At) { Replies = unit.Replies });
        }

        return verdict;
    }
}

internal sealed class ComparesNoVersions(IStore inner) : PassingStore(inner)
{
    public override async ValueTask<Verdict> Commit(Unit unit)
    {
        var states = ImmutableList<StateChange>.Empty;
        foreach (var change in unit.States)
        {
            states = states.Add(change with { ExpectedVersion = (await Inner.Load(change.Key))?.Version ?? 0 });
        }

        return await Inner.Commit(unit with { States = states });
    }
}

/// <summary>So that the age of an attempt counts from its last send.</summary>
internal sealed class OverwritesTheFirstSendsTime(IStore inner) : PassingStore(inner)
{
    public override ValueTask<Verdict> Commit(Unit unit) => Inner.Commit(
        PermitsARepeat(unit) ? unit with { States = [.. unit.States.Select(change => Rewritten(change, unit.At))] } : unit);

    private static StateChange Rewritten(StateChange change, DateTimeOffset at)
    {
        var state = JsonNode.Parse(change.State.Span)!;
        if (state["payment"]?["attempt"] is { } attempt)
        {
            attempt["first_sent_at"] = at.ToString("O", CultureInfo.InvariantCulture);
        }

        return change with { State = System.Text.Encoding.UTF8.GetBytes(state.ToJsonString()) };
    }
}

internal sealed class TakesALostAnswerForSuccess(IStore inner) : PassingStore(inner)
{
    public override async ValueTask<Verdict> Commit(Unit unit)
    {
        try
        {
            return await Inner.Commit(unit);
        }
        catch (StoreUnavailableException)
        {
            return new Verdict.Committed();
        }
    }
}

internal sealed class SaysThatEverythingLanded(IStore inner) : PassingStore(inner)
{
    public override ValueTask<bool> HasLanded(Guid commitId) => new(true);
}

internal sealed class KeepsRepliesByKeyOnly(IStore inner) : PassingStore(inner)
{
    public override ValueTask<KeptReply?> FindReply(ReplyKey key) => Inner.FindReply(key with { Path = "" });

    public override ValueTask<Verdict> Commit(Unit unit) => Inner.Commit(
        unit with { Replies = [.. unit.Replies.Select(kept => kept with { Key = kept.Key with { Path = "" } })] });
}

internal sealed class ReservesNoToken(IStore inner) : PassingStore(inner)
{
    public override ValueTask<Verdict> Commit(Unit unit) => Inner.Commit(
        unit.Audit.Exists(entry => entry.Event == "payment.attempt_opened")
            ? unit with { States = unit.States.RemoveAll(change => change.Key.StartsWith("token/", StringComparison.Ordinal)), Tallies = [] }
            : unit);
}

internal sealed class CommitsTokenAndStockAfterwards(IStore inner) : PassingStore(inner)
{
    public override async ValueTask<Verdict> Commit(Unit unit)
    {
        if (!unit.Counters.Exists(IsStock))
        {
            return await Inner.Commit(unit);
        }

        var tokens = unit.States.FindAll(change => change.Key.StartsWith("token/", StringComparison.Ordinal));
        var verdict = await Inner.Commit(unit with { States = unit.States.RemoveRange(tokens), Counters = [], Tallies = [] });
        if (verdict is Verdict.Committed)
        {
            await Inner.Commit(new Unit(Twin(unit.CommitId), unit.At) { States = tokens, Counters = unit.Counters, Tallies = unit.Tallies });
        }

        return verdict;
    }
}

internal sealed class KeepsRepliesForAnHour(IStore inner) : PassingStore(inner)
{
    public override ValueTask<Verdict> Commit(Unit unit) => Inner.Commit(
        unit with { Replies = [.. unit.Replies.Select(kept => kept with { KeptUntil = unit.At + TimeSpan.FromHours(1) })] });
}

internal sealed class LetsStockFallBelowZero(IStore inner) : PassingStore(inner)
{
    public override ValueTask<Verdict> Commit(Unit unit) => Inner.Commit(
        unit with { Counters = [.. unit.Counters.Select(change => IsStock(change) ? change with { Floor = null } : change)] });
}

internal sealed class SendsThoughAnotherWriterWon(IStore inner) : PassingStore(inner)
{
    public override async ValueTask<Verdict> Commit(Unit unit) =>
        await Inner.Commit(unit) is Verdict.Conflict lost && !PermitsARepeat(unit) ? lost : new Verdict.Committed();
}

internal sealed class ForgetsWhatIsDue(IStore inner) : PassingStore(inner)
{
    public override ValueTask<Verdict> Commit(Unit unit) => Inner.Commit(unit with { Due = [] });
}

internal sealed class KeepsNoReplyToCreate(IStore inner) : PassingStore(inner)
{
    public override ValueTask<Verdict> Commit(Unit unit) => Inner.Commit(
        unit.Audit.Exists(entry => entry.Event == "session.created") ? unit with { Replies = [] } : unit);
}

internal sealed class NeverAnswersARepeat(IStore inner) : PassingStore(inner)
{
    public override async ValueTask<Verdict> Commit(Unit unit) =>
        PermitsARepeat(unit) ? await new TaskCompletionSource<Verdict>().Task : await Inner.Commit(unit);
}

/// <summary>No bug of the product: work that goes to another thread, which no seed could repeat.</summary>
internal sealed class LeavesTheScheduler(IStore inner) : PassingStore(inner)
{
    public override ValueTask<Verdict> Commit(Unit unit)
    {
        var here = SynchronizationContext.Current!;
        var elsewhere = new Thread(() => here.Post(_ => { }, null));
        elsewhere.Start();
        elsewhere.Join();
        return Inner.Commit(unit);
    }
}
