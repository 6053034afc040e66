using System.Net.Http.Json;
using System.Text.Json;

namespace Acp.Gateway.Tests.Host;

internal sealed record ErrorBody(int Status, string Type, string Code, string Message, string? Param)
{
    public static async Task<ErrorBody> Of(HttpResponseMessage response)
    {
        var json = await response.Content.ReadFromJsonAsync<JsonElement>();
        return new ErrorBody(
            (int)response.StatusCode,
            json.GetProperty("type").GetString()!,
            json.GetProperty("code").GetString()!,
            json.GetProperty("message").GetString()!,
            json.TryGetProperty("param", out var param) ? param.GetString() : null);
    }
}
