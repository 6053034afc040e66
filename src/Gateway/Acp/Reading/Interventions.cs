namespace Acp.Gateway.Reading;

internal static class Interventions
{
    /// <summary>What the agent can do, unknown values included: the protocol says to ignore those, not to refuse them.</summary>
    public static IReadOnlyList<string> Read(Field capabilities)
    {
        var interventions = capabilities.Required().Object()["interventions"];
        if (!interventions.HasValue)
        {
            return [];
        }

        var supported = interventions.Object()["supported"];
        return supported.HasValue ? supported.List(Limits.Interventions, value => value.Text(Limits.Id)) : [];
    }
}
