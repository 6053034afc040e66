using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Acp.Bench.Http;
using Acp.Bench.Load;

namespace Acp.Bench.Tests;

public sealed class When_arrivals_come_at_fixed_times
{
    [Fact]
    public void Each_has_its_time_whatever_became_of_the_others()
    {
        var schedule = new Schedule(Start: 1_000_000, Frequency: 1_000_000_000, PerSecond: 3);

        Assert.Equal(1_000_000, schedule.Due(0));
        Assert.Equal(1_000_000 + 333_333_333, schedule.Due(1));
        Assert.Equal(1_000_000 + 1_000_000_000L, schedule.Due(3));
        Assert.Equal(1_000_000 + 3_600_000_000_000, schedule.Due(3 * 3600));
    }

    [Fact]
    public void As_many_come_as_the_rate_says()
    {
        var schedule = new Schedule(0, Stopwatch.Frequency, PerSecond: 2.5);

        Assert.Equal(0, schedule.Within(TimeSpan.Zero));
        Assert.Equal(5, schedule.Within(TimeSpan.FromSeconds(2)));
        Assert.Equal(8, schedule.Within(TimeSpan.FromSeconds(3)));
    }

    /// <summary>Else a server that stalls is asked less, and looks the better for it.</summary>
    [Fact]
    public async Task That_a_request_was_sent_late_is_part_of_its_latency()
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        var replied = new TaskCompletionSource();
        using var lane = new Lane(new Uri($"http://{server.LocalEndpoint}"), 1, (_, _) => replied.SetResult()) { IsMeasured = true };
        using var caller = await server.AcceptSocketAsync();
        var listening = lane.Listen();

        lane.Fire(lane.Requests.Create(), Stopwatch.GetTimestamp() - (100 * Stopwatch.Frequency));
        await caller.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"u8.ToArray());
        await replied.Task;

        Assert.True(lane.Latencies.Percentile(0.5) >= TimeSpan.FromSeconds(100));
        caller.Close();
        await Assert.ThrowsAnyAsync<Exception>(() => listening);
    }

    [Fact]
    public async Task A_wait_for_what_is_due_already_is_none()
    {
        await Task.Run(() => Pacing.WaitUntil(0));
    }
}
