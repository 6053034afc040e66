using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;

namespace Acp.Client.Tests;

/// <summary>What a server, or the network in its place, may answer.</summary>
internal static class Replies
{
    public const string Session = """{"id":"cs_1","status":"ready_for_payment","currency":"usd","totals":[{"type":"total","display_text":"Total","amount":500}]}""";
    public const string Completed = """{"id":"cs_1","status":"completed","currency":"usd","order":{"id":"ord_1","checkout_session_id":"cs_1","permalink_url":"https://shop.example/orders/ord_1"}}""";

    public static HttpResponseMessage Json(int status, string body, string? retryAfter = null)
    {
        var response = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (retryAfter is not null)
        {
            response.Headers.TryAddWithoutValidation("Retry-After", retryAfter);
        }

        return response;
    }

    public static HttpResponseMessage Error(int status, string code, int? retryAfter = null) => Json(
        status,
        JsonSerializer.Serialize(new { type = "invalid_request", code, message = $"It is {code}." }),
        retryAfter?.ToString(CultureInfo.InvariantCulture));

    public static HttpResponseMessage Page(int status) =>
        new((HttpStatusCode)status) { Content = new StringContent("<html>Somebody else</html>", Encoding.UTF8, "text/html") };

    public static HttpResponseMessage NoConnection() => throw new HttpRequestException(HttpRequestError.ConnectionError, "refused");

    public static HttpResponseMessage Broken() => throw new HttpRequestException(HttpRequestError.ResponseEnded, "broke");
}
