using System.Collections.Concurrent;
using System.Diagnostics;
using Acp.Bench.Load;

namespace Acp.Bench.Http;

/// <summary>
/// Creates and completes that come at fixed times, as many of the one as of the other, whether or not the server keeps up.
/// Latency is counted from the time a request was meant to be sent, so a server that stalls is charged for all it kept
/// waiting. A complete takes a session that was created about a second before.
/// </summary>
internal sealed class OpenLoad : IDisposable
{
    private const int LanesEach = 64;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Lead = TimeSpan.FromSeconds(1);

    private readonly BlockingCollection<byte[]> sessions = [];
    private readonly CancellationTokenSource stop = new();
    private readonly Arrivals creates;
    private readonly Arrivals completes;

    public OpenLoad(IReadOnlyList<Uri> addresses)
    {
        creates = new Arrivals(addresses, firstLane: 2000, LanesEach, response => sessions.Add(CheckoutRequests.SessionIn(response).ToArray()));
        completes = new Arrivals(addresses, firstLane: 3000, LanesEach, CheckoutRequests.CheckCompleted);
    }

    /// <param name="perSecond">Checkouts.</param>
    /// <returns>The latencies of complete.</returns>
    /// <exception cref="BenchFailedException">A reply was not what it must be.</exception>
    public async Task<Histogram> Run(double perSecond, TimeSpan measured)
    {
        var start = Stopwatch.GetTimestamp();
        var schedule = new Schedule(start, Stopwatch.Frequency, perSecond);
        var later = schedule with { Start = start + (long)(Lead.TotalSeconds * Stopwatch.Frequency) };
        var (warmUp, count) = (schedule.Within(WarmUp), schedule.Within(WarmUp + measured));
        Task[] all =
        [
            creates.Come(schedule, warmUp, count, lane => lane.Requests.Create(), stop),
            completes.Come(later, warmUp, count, lane => lane.Requests.Complete(sessions.Take(stop.Token)), stop),
        ];
        await Task.WhenAll(all);
        return completes.Latencies();
    }

    public void Dispose()
    {
        creates.Dispose();
        completes.Dispose();
        sessions.Dispose();
        stop.Dispose();
    }
}
