using Acp.Conformance.Driving;
using Acp.Conformance.Examples;

namespace Acp.Conformance.Reporting;

/// <summary>All that was found.</summary>
/// <param name="Refused">Published examples that their own schema does not accept.</param>
internal sealed record Report(IReadOnlyList<Finding> Findings, IReadOnlyList<Replay> Replays, IReadOnlyList<Example> Refused)
{
    public bool Conforms => Findings.Count > 0 && Findings.All(finding => finding.State != State.Red) && Replays.All(replay => replay.State != State.Red);

    /// <summary>Nothing was left untried.</summary>
    public bool IsWhole => Findings.All(finding => finding.State != State.NotTried) && Replays.All(replay => replay.State != State.NotTried);

    /// <summary>In the order they were tried.</summary>
    public IReadOnlyList<string> Versions => [.. Findings.Select(finding => finding.Version).Distinct()];

    /// <returns>Null where the version does not have the rule, or was not tried.</returns>
    public Finding? Of(string rule, string version) => Findings.FirstOrDefault(finding => finding.Rule.Id == rule && finding.Version == version);
}
