using System.Collections.Concurrent;
using Acp.Telemetry;
using Microsoft.Extensions.Logging;

namespace Acp.Deliveries;

/// <summary>
/// What this process has seen of each endpoint: one that answers nothing is asked once in a while, however many messages
/// wait for it. In memory only; a process that does not know yet finds out.
/// </summary>
public sealed partial class EndpointCircuits(TimeProvider clock, ILogger<EndpointCircuits> log, Instruments? instruments = null)
{
    // The longest break is what messages wait beyond the endpoint's recovery at most.
    private static readonly CircuitRules Rules = new(
        LongestRun: 5, FewestCalls: 40, Window: TimeSpan.FromSeconds(10), FirstBreak: TimeSpan.FromSeconds(5), LongestBreak: TimeSpan.FromMinutes(2));

    private readonly ConcurrentDictionary<string, CircuitBreaker> circuits = new(StringComparer.Ordinal);

    internal CircuitBreaker Of(string endpoint) => circuits.GetOrAdd(
        endpoint, static (name, self) => self.Make(name), this);

    /// <returns>How many deliveries to the endpoint may be taken on now.</returns>
    internal int Room(string endpoint, int normally)
    {
        var circuit = Of(endpoint);
        return circuit.TurnsAway ? 0 : circuit.IsOpen ? 1 : normally;
    }

    private CircuitBreaker Make(string endpoint)
    {
        var circuit = new CircuitBreaker(clock, Rules, length => LogOpened(endpoint, length.TotalSeconds), () => LogClosed(endpoint));
        instruments?.Circuits.Watch($"endpoint:{endpoint}", () => circuit.IsOpen);
        return circuit;
    }

    [LoggerMessage(LogLevel.Warning, "The webhook endpoint {Endpoint} fails; nothing is sent to it for {Seconds} s, then one message to try. What it has not had waits.")]
    private partial void LogOpened(string endpoint, double seconds);

    [LoggerMessage(LogLevel.Information, "The webhook endpoint {Endpoint} answers again; what it has not had is sent.")]
    private partial void LogClosed(string endpoint);
}
