namespace Acp.Bench;

/// <summary>The lines of the table.</summary>
internal static class Rows
{
    public const string Checkouts = "checkouts a second";
    public const string Replays = "replays of a kept reply a second";
    public const string P50 = "complete at half load, p50";
    public const string P99 = "complete at half load, p99";
    public const string Storm = "1,000 completes of one session at once";

    public const string Death = "a node killed: 300 open sessions completed elsewhere, first, median, last";

    public const string Exact = "the overview, what was filled in, and an export";

    public static string Active(long sessions) => $"memory before and with {sessions:#,0} sessions opened just now";

    public static string CheckoutsWith(long stored) => $"{Checkouts}, {stored:#,0} stored";
}
