using Acp.Bench.Load;
using Acp.Bench.Recording;
using Acp.Store;

namespace Acp.Bench.Contenders;

/// <summary>Commits the units of a checkout, one after the other as they depend on each other, and does nothing else.</summary>
internal sealed class CommitShopper(IStore store, RecordedCheckout recorded, int lane) : IShopper
{
    private long number;

    public async ValueTask Buy()
    {
        foreach (var unit in recorded.Another((lane * 10_000_000L) + ++number))
        {
            if (await store.Commit(unit) is not Verdict.Committed and var verdict)
            {
                throw new BenchFailedException($"A commit of a recorded checkout came to {verdict}.");
            }
        }
    }

    public void Dispose()
    {
    }
}
