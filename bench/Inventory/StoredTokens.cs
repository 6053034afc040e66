using System.Collections.Immutable;
using Acp.Gateway.Hosting;
using Acp.SharedPaymentTokens;
using Acp.Store;

namespace Acp.Bench.Inventory;

/// <summary>
/// Tokens that were issued and used by nobody, written as the product writes them: record, row, tallies and audit. Each
/// in one change, and many changes in one unit.
/// </summary>
internal sealed class StoredTokens(long count, DateTimeOffset now)
{
    private const int InOneUnit = 500;

    /// <summary>While the store writes one unit, others are made.</summary>
    private const int AtOnce = 4;

    private static readonly RandomIds Ids = new(TimeProvider.System);

    private readonly TokenMix mix = new(count, now);
    private readonly long[] states = new long[Enum.GetValues<SharedPaymentTokenStatus>().Length];

    /// <summary>How many were filled in that read so now.</summary>
    public long Of(SharedPaymentTokenStatus status) => Interlocked.Read(ref states[(int)status]);

    /// <exception cref="BenchFailedException">The store did not take them: there are some already.</exception>
    public async Task Fill(IStore store)
    {
        var units = (count + InOneUnit - 1) / InOneUnit;
        var next = -1L;
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Increment(ref next) is var unit && unit < units)
            {
                await Commit(store, unit * InOneUnit);
            }
        })));
    }

    private async Task Commit(IStore store, long first)
    {
        var size = (int)Math.Min(InOneUnit, count - first);
        var unit = Unit([.. Enumerable.Range(0, size).Select(i => mix.Token(first + i))]);
        if (await store.Commit(unit) is not Verdict.Committed and var verdict)
        {
            throw new BenchFailedException($"A commit of tokens came to {verdict}.");
        }
    }

    private Unit Unit(IReadOnlyList<TokenRecord> tokens)
    {
        TokenChange[] changes = [.. tokens.Select(token => new TokenChange(new(SharedPaymentToken.KeyOf(token.Id), State: null, Version: 0), token))];
        foreach (var token in tokens)
        {
            Interlocked.Increment(ref states[(int)token.StatusAt(now)]);
        }

        return new Unit(Ids.NewCommitId(), now)
        {
            States = [.. changes.Select(change => change.State(now))],
            Tallies = Sum(changes.SelectMany(change => change.Tallies)),
            Audit = [.. changes.Select(change => new AuditEntry(change.Next.Key, change.After.FirstSeenAt, "bench", "token.filled_in", "{}"))],
        };
    }

    private static ImmutableList<TallyChange> Sum(IEnumerable<TallyChange> changes) =>
        [.. changes.GroupBy(change => change.Name).Select(same => new TallyChange(same.Key, same.Sum(change => change.Delta)))];
}
