using System.Diagnostics;
using System.Globalization;
using Acp.Bench.Contenders;
using Acp.Bench.Http;

namespace Acp.Bench.Load;

/// <summary>
/// How long the sessions of a node that was killed are away. Sessions are created and read, so that they live all over the
/// cluster; then one node is killed, and each is completed through another, again and again until it is.
/// </summary>
internal static class Death
{
    private const int Sessions = 300;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <exception cref="BenchFailedException">One did not come back within a minute.</exception>
    public static async Task<string> Measure(IRunning running)
    {
        var open = await Task.WhenAll(Enumerable.Range(0, Sessions).Select(number => Task.Run(() => Create(running.Addresses, number))));
        var killed = Stopwatch.GetTimestamp();
        await running.KillOne();
        var times = (await Task.WhenAll(open.Select(session => Task.Run(() => Complete(running.Addresses, session, killed))))).Order().ToArray();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{times[0].TotalSeconds:0.00}, {times[Sessions / 2].TotalSeconds:0.00}, {times[^1].TotalSeconds:0.00} s");
    }

    private static async Task<byte[]> Create(IReadOnlyList<Uri> addresses, int number)
    {
        using var connection = new Connection(addresses[number % addresses.Count]);
        var requests = new CheckoutRequests(4000 + number);
        return requests.Complete(CheckoutRequests.SessionIn(await connection.Ask(requests.Create()))).ToArray();
    }

    private static async Task<TimeSpan> Complete(IReadOnlyList<Uri> addresses, byte[] completing, long killed)
    {
        using var connection = new Connection(addresses[0]);
        while (true)
        {
            var response = await connection.Ask(completing);
            var passed = Stopwatch.GetElapsedTime(killed);
            if (response.Status is 409 or 503 && passed < Patience)
            {
                await Task.Delay(Pause, TimeProvider.System);
                continue;
            }

            CheckoutRequests.CheckCompleted(response);
            return passed;
        }
    }
}
