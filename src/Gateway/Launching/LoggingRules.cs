using Acp.Launching;
using Microsoft.Extensions.Logging.Console;
using static Acp.Launching.LaunchFinding;

namespace Acp.Gateway.Launching;

/// <summary>Pure: whether errors of ours reach the output, under the rules by which it is filtered.</summary>
internal static class LoggingRules
{
    private const string Item = "error_logging";

    /// <summary>Every logger of ours has a name that begins so.</summary>
    private const string Ours = "Acp";

    private const string Output = "Console";

    public static LaunchFinding Judge(LoggerFilterOptions filters)
    {
        LoggerFilterRule[] ofOutput = [.. filters.Rules.Where(rule => rule.ProviderName is null or Output || rule.ProviderName == typeof(ConsoleLoggerProvider).FullName)];
        var (all, parts) = (InForce(ofOutput), ofOutput.Where(rule => IsPartOfOurs(rule.CategoryName)));
        return parts.Append(all).FirstOrDefault(rule => IsSilent(rule?.LogLevel)) is { } silent
                ? new Failed(Item, $"Errors are not logged ({KeyOf(silent)}={silent.LogLevel}).", $"Take {KeyOf(silent)} out, or set it to Information.")
            : all is null && IsSilent(filters.MinLevel) ? new Failed(Item, $"Errors are not logged (from {filters.MinLevel} on).", "Set Logging:LogLevel:Default=Information.")
            : new Passed(Item, $"Errors are logged to the output (from {all?.LogLevel ?? filters.MinLevel} on): see that something keeps it, and somebody reads it.");
    }

    // As the logger chooses: one for this output before one for all, then the longer name, then the later.
    private static LoggerFilterRule? InForce(IEnumerable<LoggerFilterRule> rules) => rules
        .Where(rule => rule.CategoryName is null || Ours.StartsWith(rule.CategoryName, StringComparison.OrdinalIgnoreCase))
        .OrderBy(rule => rule.ProviderName is not null).ThenBy(rule => rule.CategoryName?.Length ?? 0).LastOrDefault();

    private static bool IsPartOfOurs(string? category) => category?.StartsWith(Ours + ".", StringComparison.OrdinalIgnoreCase) == true;

    private static bool IsSilent(LogLevel? level) => level > LogLevel.Error;

    private static string KeyOf(LoggerFilterRule rule) => $"Logging:{(rule.ProviderName is null ? "" : $"{Output}:")}LogLevel:{rule.CategoryName ?? "Default"}";
}
