using Microsoft.Extensions.Logging;

namespace Acp.Payments;

/// <summary>The circuit between us and the payment provider.</summary>
internal static partial class ProviderCircuit
{
    // One lost call in five, which is a bad network, hardly ever opens it.
    private static readonly CircuitRules Rules = new(
        LongestRun: 10, FewestCalls: 40, Window: TimeSpan.FromSeconds(10), FirstBreak: TimeSpan.FromSeconds(1), LongestBreak: TimeSpan.FromSeconds(30));

    public static CircuitBreaker Create(TimeProvider clock, ILogger log) =>
        new(clock, Rules, length => LogOpened(log, length.TotalSeconds), () => LogClosed(log));

    [LoggerMessage(LogLevel.Warning, "Calls to the payment provider fail; none is made for {Seconds} s, then one to try. Charges are answered «not now», and what is open stays open.")]
    private static partial void LogOpened(ILogger log, double seconds);

    [LoggerMessage(LogLevel.Information, "The payment provider answers again; calls go through.")]
    private static partial void LogClosed(ILogger log);
}
