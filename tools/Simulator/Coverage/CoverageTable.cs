namespace Acp.Simulation;

/// <summary>
/// How often each transition of a session's payment was met by each fault: the schedules in which it happened to a
/// session that had met the fault before, or met it at that very step.
/// </summary>
public sealed class CoverageTable
{
    /// <summary>Rows that must be there; others join as they are met.</summary>
    private static readonly string[] Expected =
    [
        "attempt_opened", "send_recorded", "charge_succeeded", "charge_refused", "left_waiting", "intent_canceled",
        "attempt_withdrawn", "completed_without_charge", "session_closed",
    ];

    private static readonly FaultKind[] Columns = Enum.GetValues<FaultKind>();

    private readonly SortedDictionary<string, long[]> rows = new(StringComparer.Ordinal);

    public CoverageTable()
    {
        foreach (var row in Expected)
        {
            rows.Add(row, new long[Columns.Length]);
        }
    }

    public IEnumerable<string> Rows => [.. Expected, .. rows.Keys.Except(Expected)];

    public long this[string transition, FaultKind fault] => rows[transition][(int)fault];

    /// <param name="met">By transition, one bit for each fault met.</param>
    public void Add(IReadOnlyDictionary<string, uint> met)
    {
        foreach (var (transition, faults) in met)
        {
            var row = Row(transition);
            foreach (var fault in Columns)
            {
                row[(int)fault] += (faults >> (int)fault) & 1;
            }
        }
    }

    public void Add(CoverageTable other)
    {
        foreach (var (transition, counts) in other.rows)
        {
            var row = Row(transition);
            for (var i = 0; i < counts.Length; i++)
            {
                row[i] += counts[i];
            }
        }
    }

    /// <summary>Cells that could be met and were met fewer times.</summary>
    public IEnumerable<(string Transition, FaultKind Fault, long Count)> Below(long floor) =>
        from row in Rows
        from fault in Columns
        where this[row, fault] < floor && Impossible.Reason(row, fault) is null
        select (row, fault, this[row, fault]);

    private long[] Row(string transition)
    {
        if (!rows.TryGetValue(transition, out var row))
        {
            rows.Add(transition, row = new long[Columns.Length]);
        }

        return row;
    }
}
