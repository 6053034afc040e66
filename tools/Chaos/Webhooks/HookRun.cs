using System.Globalization;
using System.Text;
using Acp.Chaos.Auditing;

namespace Acp.Chaos.Webhooks;

/// <summary>
/// Orders are placed and go on while gateways are killed and endpoints flap; then everything is up, and what the endpoints
/// took is held against what there was to tell.
/// </summary>
internal sealed class HookRun(ChaosOptions options, TimeProvider clock, TextWriter progress)
{
    private static readonly string[] Endpoints = [HookDeployment.Merchant, HookDeployment.Platform];

    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(10);

    // A message that failed early in a long run waits for up to half of its age, and three quarters by its own moment.
    private static readonly TimeSpan LongestQuiet = TimeSpan.FromMinutes(20);

    private readonly EventLog log = new(progress, clock);
    private readonly SortedDictionary<string, int> faults = new(StringComparer.Ordinal);

    /// <exception cref="DeploymentFailedException">It does not come up.</exception>
    public async Task<(string Report, bool Holds)> Go(CancellationToken stop)
    {
        log.Say($"webhooks: {options.Orders} orders, {options.Nodes} gateways on {(options.OnOneFile ? "one file" : "PostgreSQL")}, seed {options.Seed}");
        await using var deployment = await HookDeployment.Start(options, log, clock);
        using var buyers = new Buyers(deployment, clock);
        await using var beat = clock.CreateTimer(_ => log.Progress(Standing(deployment, buyers)), null, Beat, Beat);
        var began = log.Now;
        await UnderFaults(deployment, buyers, stop);
        var placed = log.Now - began;
        log.Say($"everything is up and stays up; {Standing(deployment, buyers)}");
        var quiet = await Quiet(deployment, buyers, stop);
        return Report(deployment, buyers, placed, quiet);
    }

    private static string Standing(HookDeployment deployment, Buyers buyers) =>
        $"{buyers.Orders.Count} orders, {deployment.Receiver.Asked} requests at the endpoints, {deployment.Receiver.Taken.Count} taken";

    private async Task UnderFaults(HookDeployment deployment, Buyers buyers, CancellationToken stop)
    {
        using var bought = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var striking = Task.WhenAll([Kill(deployment, bought.Token), .. Endpoints.Select((endpoint, i) => Flap(deployment.Receiver, endpoint, i, bought.Token))]);
        await Task.WhenAll(Enumerable.Range(1, options.Agents).Select(agent => buyers.Buy(options.Orders, new Random((options.Seed * 1000) + agent), stop)));
        await bought.CancelAsync();
        await striking;
        foreach (var endpoint in Endpoints)
        {
            deployment.Receiver.Turn(endpoint, Mood.Takes);
        }

        await Task.WhenAll(deployment.Nodes.Select(node => node.UntilReady(TimeSpan.FromMinutes(2))));
    }

    private async Task Kill(HookDeployment deployment, CancellationToken stop)
    {
        var chance = new Random(options.Seed);
        while (await Pause(chance, 4_000, 12_000, stop))
        {
            var victims = chance.Next(8) == 0 ? deployment.Nodes : [deployment.Nodes[chance.Next(deployment.Nodes.Count)]];
            foreach (var node in victims)
            {
                node.Away = TimeSpan.FromMilliseconds(chance.Next(2_000));
            }

            await Task.WhenAll(victims.Select(node => node.Kill()));
            Count(victims.Count > 1 ? "kill -9 of all gateways" : "kill -9 of a gateway");
        }
    }

    private async Task Flap(Receiver receiver, string endpoint, int number, CancellationToken stop)
    {
        var chance = new Random(options.Seed + 100 + number);
        while (await Pause(chance, 1_000, 6_000, stop))
        {
            var mood = chance.Next(2) == 0 ? Mood.Takes : (Mood)chance.Next(1, 5);
            receiver.Turn(endpoint, mood);
            Count($"an endpoint {Words(mood)}");
        }
    }

    private async Task<TimeSpan> Quiet(HookDeployment deployment, Buyers buyers, CancellationToken stop)
    {
        var began = log.Now;
        while (log.Now - began < LongestQuiet && !stop.IsCancellationRequested
            && HookAudit.Examine(buyers.Orders, Endpoints, [.. deployment.Receiver.Taken]).Any(violation => violation.Rule == "lost"))
        {
            await Pause(new Random(0), 2_000, 2_001, stop);
        }

        return log.Now - began;
    }

    private (string Report, bool Holds) Report(HookDeployment deployment, Buyers buyers, TimeSpan placed, TimeSpan quiet)
    {
        Received[] taken = [.. deployment.Receiver.Taken];
        Violation[] violations =
        [
            .. HookAudit.Examine(buyers.Orders, Endpoints, taken),
            .. buyers.Troubles.Select(how => new Violation(null, "order", how)),
            .. deployment.Nodes.SelectMany(node => node.Deaths).Select(how => new Violation(null, "process", how)),
        ];
        var text = new StringBuilder();
        var distinct = taken.Select(message => (message.Endpoint, message.Id)).Distinct().Count();
        text.AppendLine(CultureInfo.InvariantCulture, $"faults    {string.Join(", ", faults.Select(fault => $"{fault.Value} × {fault.Key}"))}");
        text.AppendLine(CultureInfo.InvariantCulture, $"orders    {buyers.Orders.Count}, with {buyers.Orders.Values.Sum()} messages known to be owed to each of {Endpoints.Length} endpoints; placed in {EventLog.Seconds(placed)} s");
        text.AppendLine(CultureInfo.InvariantCulture, $"requests  {deployment.Receiver.Asked}: {taken.Length} taken, of them {distinct} seen by their id for the first time, {taken.Length - distinct} repeats");
        text.AppendLine(CultureInfo.InvariantCulture, $"quiet     the last message came {EventLog.Seconds(quiet)} s after the last fault");
        foreach (var violation in violations.Take(50))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"VIOLATED  {violation.Rule}: {violation.How}");
        }

        text.Append(violations.Length == 0
            ? "verdict   holds: each message delivered at least once, in the order of its order, none lost, each seen once by who keeps ids"
            : $"verdict   violated: {violations.Length}");
        return (text.ToString(), violations.Length == 0);
    }

    private void Count(string what)
    {
        lock (faults)
        {
            faults[what] = faults.GetValueOrDefault(what) + 1;
        }
    }

    /// <returns>False where it is over.</returns>
    private async Task<bool> Pause(Random chance, int from, int to, CancellationToken stop)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(chance.Next(from, to)), clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !stop.IsCancellationRequested;
    }

    private static string Words(Mood mood) => mood switch
    {
        Mood.Takes => "takes",
        Mood.Refuses => "refuses",
        Mood.Hangs => "hangs",
        Mood.TakesAndBreaksOff => "takes and breaks off",
        _ => "breaks off",
    };
}
