using System.Collections.Concurrent;
using Acp.Bench.Load;

namespace Acp.Bench.Http;

/// <summary>One kind of request coming at fixed times over a number of connections, each on whichever is free.</summary>
internal sealed class Arrivals : IDisposable
{
    private readonly BlockingCollection<Lane> free = [];
    private readonly IReadOnlyList<Lane> lanes;

    /// <param name="check">Looks at each reply and throws where it is not what it must be.</param>
    public Arrivals(IReadOnlyList<Uri> addresses, int firstLane, int count, Action<Response> check)
    {
        lanes = [.. Enumerable.Range(firstLane, count).Select(number => new Lane(addresses[number % addresses.Count], number, (lane, response) =>
        {
            check(response);
            free.Add(lane);
        }))];
        foreach (var lane in lanes)
        {
            free.Add(lane);
        }
    }

    /// <param name="warmUp">The number of the first arrival that is timed.</param>
    /// <param name="stop">Told where something goes wrong, so that nobody waits for what will not come.</param>
    public async Task Come(Schedule schedule, long warmUp, long count, Func<Lane, ReadOnlyMemory<byte>> request, CancellationTokenSource stop)
    {
        var listening = Task.WhenAny(lanes.Select(lane => lane.Listen()));
        var firing = Task.Factory.StartNew(() => Fire(schedule, warmUp, count, request, stop.Token), TaskCreationOptions.LongRunning);
        if (await Task.WhenAny(firing, listening) == listening)
        {
            await stop.CancelAsync();
            await await listening;
        }

        await firing;
    }

    public Histogram Latencies()
    {
        var all = new Histogram();
        foreach (var lane in lanes)
        {
            all.Add(lane.Latencies);
        }

        return all;
    }

    public void Dispose()
    {
        foreach (var lane in lanes)
        {
            lane.Dispose();
        }

        free.Dispose();
    }

    private void Fire(Schedule schedule, long warmUp, long count, Func<Lane, ReadOnlyMemory<byte>> request, CancellationToken stop)
    {
        for (var number = 0L; number < count; number++)
        {
            var due = schedule.Due(number);
            Pacing.WaitUntil(due);
            var lane = free.Take(stop);
            lane.IsMeasured = number >= warmUp;
            lane.Fire(request(lane), due);
        }

        // Until every reply is in.
        for (var lane = 0; lane < lanes.Count; lane++)
        {
            free.Take(stop);
        }
    }
}
