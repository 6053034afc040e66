using Acp.Telemetry;

namespace Acp.Store;

public static class Landing
{
    /// <summary>Commits, and where the answer was lost finds out: looked up, never repeated blindly.</summary>
    /// <exception cref="StoreUnavailableException">It is not known whether the unit landed.</exception>
    public static async ValueTask<Verdict> Land(this IStore store, Unit unit)
    {
        using var span = Spans.Start("store.commit");
        try
        {
            var verdict = await store.Commit(unit);
            span?.SetTag(Spans.Result, StoreResults.Of(verdict));
            return verdict;
        }
        catch (StoreUnavailableException)
        {
            if (await store.HasLanded(unit.CommitId))
            {
                return new Verdict.Committed();
            }

            throw;
        }
    }
}
