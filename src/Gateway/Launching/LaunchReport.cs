using Acp.Launching;

namespace Acp.Gateway.Launching;

/// <summary>What belongs together in the report.</summary>
internal sealed record LaunchSection(string Title, IReadOnlyList<LaunchFinding> Findings);

/// <summary>All that was found.</summary>
/// <param name="Environment">Null where the settings could not be put together.</param>
/// <param name="PublicUrl">Null where it is not configured well enough to be read.</param>
internal sealed record LaunchReport(string? Environment, string? PublicUrl, bool IsStrict, IReadOnlyList<LaunchSection> Sections)
{
    public IEnumerable<LaunchFinding> Findings => Sections.SelectMany(section => section.Findings);

    public int Passed => Findings.Count(it => it is LaunchFinding.Passed);

    public int Failed => Findings.Count(it => it is LaunchFinding.Failed);

    public int Warned => Findings.Count(it => it is LaunchFinding.Warned);

    public int NotChecked => Findings.Count(it => it is LaunchFinding.NotChecked);

    public bool IsReady => Failed == 0 && (Warned == 0 || !IsStrict);
}
