namespace Acp.History.Tests;

/// <summary>
/// Calls of unknown outcome that could have had the same effects: which of them had one makes no difference to what can
/// follow. Without this, ten payments that nobody heard of again are more questions than can be asked.
/// </summary>
internal sealed class Interchange
{
    private readonly int[][] groups;

    /// <param name="calls">By invocation.</param>
    public Interchange(IReadOnlyList<HistoryCall> calls)
    {
        var shared = calls.Where(call => call.Key is not null).CountBy(call => call.Key!).Where(key => key.Value > 1).Select(key => key.Key).ToHashSet();
        groups =
        [
            .. Enumerable.Range(0, calls.Count)
                .Where(i => !calls[i].IsKnown && calls[i].Key is { } key && !shared.Contains(key))
                .GroupBy(i => Effect(calls[i]))
                .Select(group => group.ToArray())
                .Where(group => group.Length > 1),
        ];
    }

    /// <summary>
    /// The same with the earliest of each group taken first. Whoever has had an effect was invoked before the deadline
    /// of then, and so was everybody before him.
    /// </summary>
    public UInt128 Canonical(UInt128 done)
    {
        Span<byte> all = stackalloc byte[64];
        foreach (var group in groups)
        {
            var bits = all[..group.Length];
            for (var i = 0; i < group.Length; i++)
            {
                var had = (byte)((done >> (2 * group[i])) & 3);
                bits[i] = had < 2 ? had : (byte)3; // Whoever took effect can begin nothing any more.
                done &= ~((UInt128)3 << (2 * group[i]));
            }

            bits.Sort();
            for (var i = 0; i < group.Length; i++)
            {
                done |= (UInt128)bits[^(i + 1)] << (2 * group[i]);
            }
        }

        return done;
    }

    // A token matters by whether it pays, a reply by whether it may have been the provider's «took nothing».
    private static (Type Kind, int Quantity, bool Pays, bool Withdrawn) Effect(HistoryCall call) => call.Operation switch
    {
        Operation.Update update => (typeof(Operation.Update), update.Quantity, false, false),
        Operation.Complete complete => (typeof(Operation.Complete), 0, complete.Pays, SessionModel.MayHaveBeenWithdrawn(call)),
        var other => (other.GetType(), 0, false, false),
    };
}
