using Acp.Gateway.Admin.Listing;
using Acp.Gateway.Hosting;
using Acp.Payments;

namespace Acp.Gateway.Reconciling;

/// <summary>What has no value on the command line.</summary>
/// <param name="Repairs">What needs no person is done.</param>
internal sealed record ReconcileFlags(bool Repairs, bool IsJson);

/// <summary>What the command <c>reconcile</c> was asked for.</summary>
/// <param name="Reason">For the audit trail of what is repaired.</param>
internal sealed record ReconcileSettings(LedgerSpan Span, string Reason)
{
    private const string Repair = "--repair";
    private const string Json = "--json";
    private const int LongestReason = 500;

    // As a setting, a flag would take what follows it for its value.
    public static (ReconcileFlags Flags, string[] Settings) Split(string[] args) =>
        (new(args.Contains(Repair), args.Contains(Json)), [.. args.Where(arg => arg is not (Repair or Json))]);

    /// <exception cref="ConfigurationException">A value cannot be used.</exception>
    public static ReconcileSettings Read(IConfiguration configuration, DateTimeOffset now)
    {
        var to = Time(configuration, "to") ?? now.AddSeconds(1);
        var from = Time(configuration, "from") ?? UsualSpan.Before(to);
        if (from >= to)
        {
            throw new ConfigurationException("from must be before to.");
        }

        var reason = configuration["reason"] ?? "reconcile --repair";
        return string.IsNullOrWhiteSpace(reason) || reason.Length > LongestReason
            ? throw new ConfigurationException($"reason must be 1 to {LongestReason} characters.")
            : new(new LedgerSpan(Second(from), Second(to)), reason);
    }

    private static DateTimeOffset? Time(IConfiguration configuration, string name) => configuration[name] switch
    {
        null => null,
        var text when QueryValues.ToTime(text) is { } time => time,
        _ => throw new ConfigurationException($"{name} must be an RFC 3339 time such as 2026-11-28T09:00:00Z, or seconds since 1970."),
    };

    private static DateTimeOffset Second(DateTimeOffset time) => DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeSeconds());
}
