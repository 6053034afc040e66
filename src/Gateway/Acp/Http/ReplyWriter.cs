using Acp.CheckoutSessions;
using Acp.Gateway.Errors;

namespace Acp.Gateway.Http;

/// <summary>Writes what a caller is told. Session bodies hold people's addresses, so nothing on the way may keep them.</summary>
internal static class ReplyWriter
{
    public static Task Write(HttpContext http, Answer answer) => answer switch
    {
        Answer.Replied(var reply, var replayed) => Write(http, reply, replayed),
        _ => Write(http, AnswerTable.Describe(answer)),
    };

    public static Task Write(HttpContext http, AcpError described)
    {
        var error = SpokenVersion.Of(http)?.Fit(described) ?? described;
        var headers = http.Response.Headers;
        if (error.RetryAfter is { } seconds)
        {
            headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        if (error.Status == StatusCodes.Status401Unauthorized)
        {
            headers.WWWAuthenticate = "Bearer realm=\"acp\"";
        }

        return Write(http, error.Status, error.ToJson());
    }

    private static Task Write(HttpContext http, Reply reply, bool replayed)
    {
        if (replayed && SpokenVersion.Of(http) is not { MarksReplays: false })
        {
            http.Response.Headers[AcpHeaders.IdempotentReplayed] = "true";
        }

        if (reply.Status == StatusCodes.Status405MethodNotAllowed)
        {
            // RFC 9110 §10.2.1: a session that cannot be canceled any more leaves its cancel resource without any method.
            http.Response.Headers.Allow = string.Empty;
        }

        return Write(http, reply.Status, reply.Body);
    }

    private static Task Write(HttpContext http, int status, ReadOnlyMemory<byte> body)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = body.Length;
        http.Response.Headers.CacheControl = "no-store";
        return http.Response.Body.WriteAsync(body).AsTask();
    }
}
