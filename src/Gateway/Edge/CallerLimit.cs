using System.Threading.RateLimiting;

namespace Acp.Gateway.Edge;

/// <summary>What one caller, a platform or an operator, may ask for. Configuration: <c>Platforms:0:Limits</c>, <c>Admin:Limits</c>.</summary>
public sealed class CallerLimitOptions
{
    /// <summary>On average, of each gateway; null: as many as they like.</summary>
    public double? RequestsPerSecond { get; set; }

    /// <summary>Requests that may come at once before the rate counts; null: two seconds' worth.</summary>
    public int? Burst { get; set; }

    /// <summary>Requests under way at the same time, of each gateway; null: the default of the surface.</summary>
    public int? Concurrent { get; set; }

    internal IEnumerable<string> Faults(string at)
    {
        string?[] faults =
        [
            RequestsPerSecond is { } rate && rate is not (>= 0.01 and <= 100_000) ? $"{at}:RequestsPerSecond must be from 0.01 to 100000." : null,
            Burst is { } burst && burst is not (>= 1 and <= 1_000_000) ? $"{at}:Burst must be from 1 to 1000000." : null,
            Burst is not null && RequestsPerSecond is null ? $"{at}:Burst asks for {at}:RequestsPerSecond: without a rate it limits nothing." : null,
            Concurrent is { } concurrent && concurrent is not (>= 1 and <= 100_000) ? $"{at}:Concurrent must be from 1 to 100000." : null,
        ];
        return faults.OfType<string>();
    }
}

/// <summary>
/// The limits of one caller. What is refused here was not begun: a charge is never cut off by a limit, since its request has
/// passed it.
/// </summary>
internal sealed class CallerLimit : IDisposable
{
    /// <summary>Beside those under way, so that a caller whose requests come in waves is not refused at each crest.</summary>
    private const int LongestQueue = 1_000;

    /// <summary>A caller that waits longer would rather be told.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly TimeProvider clock;
    private readonly TokenBucketRateLimiter? rate;
    private readonly ConcurrencyLimiter concurrency;

    public CallerLimit(CallerLimitOptions options, int concurrent, TimeProvider clock)
    {
        this.clock = clock;
        rate = options.RequestsPerSecond is { } perSecond ? Rate(perSecond, options.Burst) : null;
        var permits = options.Concurrent ?? concurrent;
        concurrency = new(new() { PermitLimit = permits, QueueLimit = Math.Min(permits, LongestQueue) });
    }

    /// <returns>What the request holds while it runs, or how long to wait.</returns>
    public async ValueTask<(RateLimitLease? Lease, TimeSpan Wait)> Enter(CancellationToken gone)
    {
        if (TooFast() is { } wait)
        {
            return (null, wait);
        }

        var lease = concurrency.AttemptAcquire();
        lease = lease.IsAcquired ? lease : await Queue(gone);
        return lease is { IsAcquired: true } ? (lease, TimeSpan.Zero) : (null, TimeSpan.FromSeconds(1));
    }

    public void Dispose()
    {
        rate?.Dispose();
        concurrency.Dispose();
    }

    private TimeSpan? TooFast()
    {
        if (rate is null)
        {
            return null;
        }

        rate.TryReplenish(); // By the time that has passed: no timer has to run for a caller who is silent.
        using var lease = rate.AttemptAcquire();
        return lease.IsAcquired ? null : lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : TimeSpan.FromSeconds(1);
    }

    private async ValueTask<RateLimitLease?> Queue(CancellationToken gone)
    {
        using var patience = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(gone, patience.Token);
        try
        {
            return await concurrency.AcquireAsync(1, either.Token);
        }
        catch (OperationCanceledException) when (!gone.IsCancellationRequested)
        {
            return null;
        }
    }

    private static TokenBucketRateLimiter Rate(double perSecond, int? burst) => new(new()
    {
        TokenLimit = burst ?? Math.Max(1, (int)Math.Ceiling(2 * perSecond)),
        TokensPerPeriod = 1,
        ReplenishmentPeriod = TimeSpan.FromSeconds(1 / perSecond),
        AutoReplenishment = false,
    });
}
