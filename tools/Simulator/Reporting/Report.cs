using System.Globalization;
using System.Text;

namespace Acp.Simulation;

/// <summary>What a run prints at its end.</summary>
internal static class Report
{
    /// <summary>Hits of a cell in a million schedules; trivial schedules prove nothing.</summary>
    private const long FloorInAMillion = 100;

    private const long Million = 1_000_000;

    /// <summary>Below this a run is too small for a floor to mean anything.</summary>
    public static bool EnforcesFloor(long schedules) => schedules >= Million;

    public static IReadOnlyList<(string Transition, FaultKind Fault, long Count)> BelowFloor(CoverageTable table, long schedules) =>
        [.. table.Below(Math.Max(1, FloorInAMillion * schedules / Million))];

    /// <summary>A row a fault, a column a transition: the long names go down.</summary>
    public static string Of(CoverageTable table)
    {
        var rows = table.Rows.ToList();
        var text = new StringBuilder("Schedules in which a transition met a fault:\n\n");
        text.Append(new string(' ', 18)).AppendJoin(' ', rows.Select(row => Short(row).PadLeft(10))).Append('\n');
        foreach (var fault in Enum.GetValues<FaultKind>())
        {
            text.Append(fault.ToString().PadRight(18));
            text.AppendJoin(' ', rows.Select(row => Cell(table, row, fault).PadLeft(10))).Append('\n');
        }

        return text.Append("\n—  cannot happen\n").ToString();
    }

    /// <summary>A table for issues, one for tokens and one for events, then the orders.</summary>
    public static string Of(TokenCoverage coverage)
    {
        var text = new StringBuilder();
        foreach (var kind in coverage.Rows.GroupBy(row => row.Split('.')[0]))
        {
            text.Append(CultureInfo.InvariantCulture, $"{kind.Key}: schedules in which a transition met a fault:\n\n");
            text.Append(new string(' ', 18)).AppendJoin(' ', kind.Select(row => Column(row))).Append('\n');
            text.Append("at all".PadRight(18)).AppendJoin(' ', kind.Select(row => Padded(coverage.Count(row), row))).Append('\n');
            foreach (var fault in Enum.GetValues<FaultKind>())
            {
                text.Append(fault.ToString().PadRight(18)).AppendJoin(' ', kind.Select(row => Padded(coverage.Count(row, fault), row))).Append('\n');
            }

            text.Append('\n');
        }

        return text.Append(Orders(coverage)).ToString();
    }

    private static string Orders(TokenCoverage coverage)
    {
        var text = new StringBuilder("Schedules in which a token met an order:\n\n");
        foreach (var order in Simulation.Orders.Possible.Concat(coverage.Orders.Keys.Except(Simulation.Orders.Possible)))
        {
            text.Append(CultureInfo.InvariantCulture, $"{coverage.Orders.GetValueOrDefault(order),9}  {order}{(Simulation.Orders.Possible.Contains(order) ? "" : "  (not foreseen)")}\n");
        }

        return text.ToString();
    }

    private static string Column(string row) => row.Split('.')[1].Replace('_', ' ').PadLeft(10);

    private static string Padded(long count, string row) => count.ToString(CultureInfo.InvariantCulture).PadLeft(Column(row).Length);

    public static string Of(Outcome outcome) =>
        $"""
        Seed {outcome.Seed} violates {outcome.Violation!.Invariant}: {outcome.Violation.What}
        Its story: dotnet run -c Release --project tools/Simulator -- --seed {outcome.Seed} --trace
        """;

    private static string Cell(CoverageTable table, string row, FaultKind fault) =>
        Impossible.Reason(row, fault) is not null ? "—" : table[row, fault].ToString(CultureInfo.InvariantCulture);

    private static string Short(string transition) => transition switch
    {
        "attempt_opened" => "opened",
        "send_recorded" => "sent again",
        "charge_succeeded" => "succeeded",
        "charge_refused" => "refused",
        "left_waiting" => "waiting",
        "intent_canceled" => "canceled",
        "attempt_withdrawn" => "withdrawn",
        "completed_without_charge" => "free",
        "session_closed" => "closed",
        _ => transition.Replace('_', ' '),
    };
}
