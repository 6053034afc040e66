using Acp.Gateway.Http;
using Acp.Gateway.Json;
using Acp.Gateway.Reading;

namespace Acp.Gateway.Admin;

/// <summary>Why an operator does something: <c>{"reason":"…"}</c>.</summary>
internal static class Reasons
{
    /// <summary>Characters.</summary>
    private const int Longest = 500;

    private const int LargestBody = 16 * 1024;

    public static async ValueTask<string> Required(HttpRequest request)
    {
        MediaTypes.RequireJson(request);
        using var body = JsonBody.Parse(await RequestBodies.Read(request, LargestBody));
        return Field.Root(body.RootElement).Object()["reason"].RequiredText(Longest);
    }

    /// <returns>Null where there is no body, or no reason in it.</returns>
    public static async ValueTask<string?> Optional(HttpRequest request)
    {
        MediaTypes.RequireJson(request);
        var bytes = await RequestBodies.Read(request, LargestBody);
        if (bytes.Length == 0)
        {
            return null;
        }

        using var body = JsonBody.Parse(bytes);
        var reason = Field.Root(body.RootElement).Object()["reason"];
        return reason.HasValue ? reason.RequiredText(Longest) : null;
    }
}
