namespace Acp.Gateway.Edge;

/// <summary>
/// How often something may happen from one address: so many times at once, and then one each so often. The table has a
/// fixed size, because whoever floods has as many addresses as they like. Addresses that fall on one place share its
/// allowance; which do, is by a hash that is drawn anew in each process, so nobody can aim at somebody else's.
/// </summary>
/// <param name="burst">At least 1.</param>
/// <param name="each">Until one more may happen.</param>
internal sealed class AddressBuckets(int burst, TimeSpan each, TimeProvider clock)
{
    /// <summary>A power of two.</summary>
    private const int Places = 1 << 14;

    // Ticks since the start at which the place's bucket is full again.
    private readonly long[] fullAt = new long[Places];
    private readonly long start = clock.GetTimestamp();

    /// <returns>How long to wait before it may happen again; null where it may happen now, and has been counted.</returns>
    public TimeSpan? Take(string address)
    {
        ref var place = ref fullAt[address.GetHashCode(StringComparison.Ordinal) & (Places - 1)];
        var now = clock.GetElapsedTime(start).Ticks;
        while (true)
        {
            var before = Volatile.Read(ref place);
            var after = Math.Max(before, now) + each.Ticks;
            var excess = after - now - (burst * each.Ticks);
            if (excess > 0)
            {
                return TimeSpan.FromTicks(excess);
            }

            if (Interlocked.CompareExchange(ref place, after, before) == before)
            {
                return null;
            }
        }
    }
}
