using Acp.Chaos.Platforms;

namespace Acp.Chaos.Auditing;

/// <summary>What happened to a session: what its agents said and got, what was done to the deployment meanwhile, what the provider saw.</summary>
internal static class Timeline
{
    public static string Of(string id, Story? story, EventLog log, IReadOnlyList<string> provider)
    {
        var lines = story?.Lines ?? [];
        var said = lines.Select(line => (line.At, What: Line(line)));
        var underLoad = lines.Where(line => line.Who != Inspection.Who).ToArray(); // Between the load and the audit lies the rest of the run.
        var around = underLoad.Length == 0 ? [] : log.Between(underLoad[0].At - TimeSpan.FromSeconds(5), underLoad[^1].At);
        var all = said.Concat(around.Select(it => (it.At, What: $"    * {it.What}"))).OrderBy(it => it.At);
        return string.Join(Environment.NewLine, [
            $"  {id}, {story?.Item}, created on node {story?.BornOn}",
            .. all.Select(it => $"    {EventLog.Seconds(it.At),7} s  {it.What}"),
            "    the provider saw",
            .. provider.Select(call => $"      {call}"),
        ]);
    }

    private static string Line(Line line) =>
        $"{line.Who} → node {line.Node}: {line.Call.Verb} {line.Call.Key} {line.Call.Token} ← {line.Reply}";
}
