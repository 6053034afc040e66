using System.Globalization;
using Acp.CheckoutSessions;
using Acp.Orders;
using Acp.SharedPaymentTokens;
using Acp.Store;

namespace Acp.Simulation;

/// <summary>
/// A process's way to the one store in memory. Each call can be overtaken before and after it takes effect; commits are
/// lost, lose their answers, or arrive late.
/// </summary>
internal sealed class SimStore(World world, SimProcess process) : IStore, IInventory
{
    private static readonly TimeSpan Latest = TimeSpan.FromMinutes(3);

    public async ValueTask<StoredState?> Load(string key)
    {
        await Reach("Load");
        var state = await world.Store.Load(key);
        await Task.Yield();
        return state;
    }

    public async ValueTask<KeptReply?> FindReply(ReplyKey key)
    {
        await Reach("FindReply");
        var reply = await world.Store.FindReply(key);
        await Task.Yield();
        return reply;
    }

    public async ValueTask<Verdict> Commit(Unit unit)
    {
        await process.Wait();
        var fault = world.Faults.OnCommit();
        switch (fault)
        {
            case FaultKind.CommitLost:
                throw Lost(fault.Value, "The commit is lost before it arrives.");
            case FaultKind.CommitAnswerLost:
                await Land(unit);
                await process.Wait();
                throw Lost(fault.Value, "The commit's answer is lost.");
            case FaultKind.CommitLate:
                return await LandLate(unit);
            default:
                var verdict = await Land(unit);
                await process.Wait();
                return verdict;
        }
    }

    public async ValueTask<bool> HasLanded(Guid commitId)
    {
        await Reach("HasLanded");

        // A store must not say «no» while the commit may still land.
        if (world.LateCommits.TryGetValue(commitId, out var late))
        {
            await late;
        }

        return await world.Store.HasLanded(commitId);
    }

    public async ValueTask<long> ReadCounter(string name)
    {
        await Reach("ReadCounter");
        return await world.Store.ReadCounter(name);
    }

    public async ValueTask<IReadOnlyList<string>> ClaimDue(string kind, DateTimeOffset now, TimeSpan lease, int limit)
    {
        await Reach("ClaimDue");
        var claimed = await world.Store.ClaimDue(kind, now, lease, limit);
        world.Auditor.Claimed(claimed, now + lease);
        await Task.Yield();
        return claimed;
    }

    public ValueTask<IReadOnlyList<AuditEntry>> ReadAudit(string subject) => world.Store.ReadAudit(subject);

    public ValueTask<IReadOnlyList<ListedState>> ListStates(string kind, string? status, string? after, int limit) =>
        world.Store.ListStates(kind, status, after, limit);

    public ValueTask<IReadOnlyList<ListedState>> ListOrders(OrderFilter filter, OrderPlace? after, int limit) => world.Store.ListOrders(filter, after, limit);

    public ValueTask<IReadOnlyList<TokenRow>> ListTokens(TokenFilter filter, DateTimeOffset now, TokenPlace? after, int limit) =>
        world.Store.ListTokens(filter, now, after, limit);

    public ValueTask<IReadOnlyList<string>> FindOverdueTokens(DateTimeOffset now, int limit) => world.Store.FindOverdueTokens(now, limit);

    public ValueTask<IReadOnlyDictionary<string, long>> ReadTallies(string from, string to) => world.Store.ReadTallies(from, to);

    public ValueTask<TokenCount> CountTokens(IReadOnlyList<(string From, string To)> ranges, DateTimeOffset now) =>
        world.Store.CountTokens(ranges, now);

    public ValueTask<MarkedStates> FindMarked(string mark, DateTimeOffset until, int limit) => world.Store.FindMarked(mark, until, limit);

    public ValueTask<IReadOnlyList<ListedState>> Search(SearchTerms terms, int limit) => world.Store.Search(terms, limit);

    public ValueTask<Backlog> MeasureDue(string kind, DateTimeOffset now) => world.Store.MeasureDue(kind, now);

    private async ValueTask Reach(string call)
    {
        await process.Wait();
        if (world.Faults.Meets(FaultKind.ReadFailed))
        {
            throw Lost(FaultKind.ReadFailed, $"{call} fails.");
        }
    }

    private async ValueTask<Verdict> Land(Unit unit)
    {
        var verdict = await world.Store.Commit(unit);
        if (verdict is Verdict.Committed)
        {
            world.Audited(() => world.Auditor.Landed(process, unit));
        }
        else
        {
            world.Marks.Meet(Scope.Session, FaultKind.RaceLost);
        }

        world.Trace?.Say(process.Name, $"commit {Told(unit)}: {verdict.GetType().Name}");
        return verdict;
    }

    /// <summary>Either the writer waits, or it is told that the store does not answer while its commit is on its way.</summary>
    private async ValueTask<Verdict> LandLate(Unit unit)
    {
        var landed = new TaskCompletionSource<Verdict>(TaskCreationOptions.RunContinuationsAsynchronously);
        world.Marks.Meet(Scope.Session, FaultKind.CommitLate);
        world.LateCommits[unit.CommitId] = landed.Task;
        var late = world.Chance.UpTo(Latest);
        world.Trace?.Say(process.Name, $"commit {Told(unit)} is {late.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)} s late");
        var errand = Scope.Current;
        world.Begin(async () =>
        {
            Scope.Enter(errand);
            await world.Delay(late);
            landed.SetResult(await Land(unit));
        });
        if (world.Chance.OneIn(2))
        {
            throw Lost(FaultKind.CommitLate, "The store does not answer.");
        }

        return await landed.Task;
    }

    private StoreUnavailableException Lost(FaultKind kind, string what)
    {
        world.Marks.Meet(Scope.Session, kind);
        world.Trace?.Say(process.Name, $"{what}");
        return new StoreUnavailableException(what);
    }

    private static string Told(Unit unit) => unit.Audit.Count == 0 ? "of a due time" : string.Join(", ", unit.Audit.Select(entry => $"{entry.Subject} {entry.Event}"));
}
