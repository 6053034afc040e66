using System.Text.Json;

namespace Acp.Gateway.Reading;

internal static class Extensions
{
    /// <summary>
    /// Those the agent understands, unknown names included. A declaration, which is what a seller sends, counts by its name.
    /// </summary>
    public static IReadOnlyList<string> Read(Field capabilities)
    {
        var extensions = capabilities.Required().Object()["extensions"];
        return extensions.HasValue ? extensions.List(Limits.Interventions, ReadName) : [];
    }

    private static string ReadName(Field extension) =>
        (extension.Json.ValueKind == JsonValueKind.Object ? extension["name"].Required() : extension).Text(Limits.Id);
}
