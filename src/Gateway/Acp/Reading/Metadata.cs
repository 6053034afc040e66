using System.Text;

namespace Acp.Gateway.Reading;

internal static class Metadata
{
    /// <returns>The platform's object as JSON text, or null.</returns>
    public static string? Read(Field metadata)
    {
        if (!metadata.HasValue)
        {
            return null;
        }

        var text = metadata.Object().Json.GetRawText();
        return Encoding.UTF8.GetByteCount(text) <= Limits.Metadata
            ? text
            : throw metadata.Fault("too_long", $"must be at most {Limits.Metadata} bytes of JSON");
    }
}
