using System.Text;
using System.Text.Json.Nodes;
using Acp.Orders;
using Acp.SharedPaymentTokens;
using Acp.Store;

namespace Acp.Simulation.Tests;

/// <summary>Nothing is ever overdue.</summary>
internal sealed class FindsNothingOverdue(IInventory inner) : IInventory
{
    public ValueTask<IReadOnlyList<ListedState>> ListStates(string kind, string? status, string? after, int limit) =>
        inner.ListStates(kind, status, after, limit);

    public ValueTask<IReadOnlyList<ListedState>> ListOrders(OrderFilter filter, OrderPlace? after, int limit) => inner.ListOrders(filter, after, limit);

    public ValueTask<IReadOnlyList<TokenRow>> ListTokens(TokenFilter filter, DateTimeOffset now, TokenPlace? after, int limit) =>
        inner.ListTokens(filter, now, after, limit);

    public ValueTask<IReadOnlyList<string>> FindOverdueTokens(DateTimeOffset now, int limit) => new([]);

    public ValueTask<IReadOnlyDictionary<string, long>> ReadTallies(string from, string to) => inner.ReadTallies(from, to);

    public ValueTask<TokenCount> CountTokens(IReadOnlyList<(string From, string To)> ranges, DateTimeOffset now) => inner.CountTokens(ranges, now);

    public ValueTask<MarkedStates> FindMarked(string mark, DateTimeOffset until, int limit) => inner.FindMarked(mark, until, limit);

    public ValueTask<IReadOnlyList<ListedState>> Search(SearchTerms terms, int limit) => inner.Search(terms, limit);

    public ValueTask<Backlog> MeasureDue(string kind, DateTimeOffset now) => inner.MeasureDue(kind, now);
}

/// <summary>A use that is heard of after the token was written down as expired or revoked is thought to be told already.</summary>
internal sealed class LetsNoUseCorrect(IStore inner, string state) : PassingStore(inner)
{
    public override async ValueTask<Verdict> Commit(Unit unit) =>
        unit.States is [{ Token.Status: SharedPaymentTokenStatus.Used } change] && await StateOf(change.Key) == state
            ? new Verdict.Committed()
            : await Inner.Commit(unit);

    private async ValueTask<string?> StateOf(string key) =>
        await Inner.Load(key) is { } stored ? (string?)JsonNode.Parse(stored.State.Span)!["state"]!["$type"] : null;
}

/// <summary>A correction adds to the new state and leaves what it had added to the old one.</summary>
internal sealed class TakesNoTallyBack(IStore inner) : PassingStore(inner)
{
    public override ValueTask<Verdict> Commit(Unit unit) => Inner.Commit(
        unit.Tallies.Exists(IsCorrection) ? unit with { Tallies = unit.Tallies.RemoveAll(tally => tally.Delta < 0) } : unit);

    private static bool IsCorrection(TallyChange tally) =>
        tally.Delta < 0 && (tally.Name.EndsWith("/expired", StringComparison.Ordinal) || tally.Name.EndsWith("/revoked", StringComparison.Ordinal));
}

internal sealed class GivesNoBudgetBack(IStore inner) : PassingStore(inner)
{
    public override ValueTask<Verdict> Commit(Unit unit) => Inner.Commit(
        unit with { Counters = unit.Counters.RemoveAll(change => !IsStock(change) && change.Delta > 0) });
}

/// <summary>As where it is looked up before the issue begins, and not held in its unit.</summary>
internal sealed class HoldsNoBudget(IStore inner) : PassingStore(inner)
{
    public override ValueTask<Verdict> Commit(Unit unit) => Inner.Commit(
        unit with { Counters = [.. unit.Counters.Select(change => IsStock(change) ? change : change with { Floor = null })] });
}

/// <summary>Acknowledged at once, written with the next commit: what was not written dies with the process.</summary>
internal sealed class KeepsEventsInMemory(IStore inner) : PassingStore(inner)
{
    private Unit? pending;

    public override async ValueTask<Verdict> Commit(Unit unit)
    {
        if (unit.Audit.Exists(entry => entry.Event == "event.received"))
        {
            await Write();
            pending = unit;
            return new Verdict.Committed();
        }

        await Write();
        return await Inner.Commit(unit);
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

/// <summary>It is marked as treated in the unit that keeps it, before anybody was told.</summary>
internal sealed class KeepsEventsAsTreated(IStore inner) : PassingStore(inner)
{
    public override ValueTask<Verdict> Commit(Unit unit) => Inner.Commit(
        unit.Audit.Exists(entry => entry.Event == "event.received") ? unit with { States = [.. unit.States.Select(Treated)], Due = [] } : unit);

    private static StateChange Treated(StateChange change)
    {
        var state = JsonNode.Parse(change.State.Span)!;
        state["status"] = "treated";
        return change with { State = Encoding.UTF8.GetBytes(state.ToJsonString()) };
    }
}

/// <summary>Nobody asks again about what was not answered.</summary>
internal sealed class ForgetsWhatIsDueOf(IStore inner, string kind) : PassingStore(inner)
{
    public override ValueTask<Verdict> Commit(Unit unit) => Inner.Commit(
        unit with { Due = unit.Due.RemoveAll(due => due.At is not null && due.Subject.StartsWith(kind, StringComparison.Ordinal)) });
}

/// <summary>Its record follows in a commit of its own.</summary>
internal sealed class ListsIssuedTokensAfterwards(IStore inner) : PassingStore(inner)
{
    public override async ValueTask<Verdict> Commit(Unit unit)
    {
        if (!unit.Audit.Exists(entry => entry.Event == "issue.token_issued"))
        {
            return await Inner.Commit(unit);
        }

        var tokens = unit.States.FindAll(change => change.Token is not null);
        var verdict = await Inner.Commit(unit with { States = unit.States.RemoveRange(tokens), Tallies = [], Audit = unit.Audit.RemoveAll(IsOfToken) });
        if (verdict is Verdict.Committed)
        {
            await Inner.Commit(new Unit(Twin(unit.CommitId), unit.At) { States = tokens, Tallies = unit.Tallies, Audit = unit.Audit.FindAll(IsOfToken) });
        }

        return verdict;
    }

    private static bool IsOfToken(AuditEntry entry) => entry.Event == "token.issued";
}
