namespace Acp.Conformance.Rules;

internal static class Urls
{
    public static bool IsAbsolute(string? text) => Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is ("https" or "http");
}
