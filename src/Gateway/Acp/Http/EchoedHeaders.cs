namespace Acp.Gateway.Http;

/// <summary>Request-Id and Idempotency-Key come back on every reply, refusals included, so that a platform can match them.</summary>
internal static class EchoedHeaders
{
    /// <summary>Characters: more than any id scheme needs, and short enough to be repeated on each log line.</summary>
    private const int LongestRequestId = 128;

    /// <returns>The request's id: the caller's, cleaned, or one of ours.</returns>
    public static string Echo(HttpContext http, IIds ids)
    {
        var requestId = Clean(http.Request.Headers[AcpHeaders.RequestId].ToString()) ?? ids.New("req_");
        http.Response.Headers[AcpHeaders.RequestId] = requestId;
        if (HttpMethods.IsPost(http.Request.Method) && IdempotencyKeys.TryRead(http.Request.Headers, out var key))
        {
            http.Response.Headers[AcpHeaders.IdempotencyKey] = key;
        }

        return requestId;
    }

    /// <returns>What <see cref="Echo"/> returned for the same request; null where it was not asked.</returns>
    public static string? RequestIdOf(HttpContext http) => http.Response.Headers[AcpHeaders.RequestId] is [{ } id] ? id : null;

    // Visible ASCII only: the id is written into a header and into logs.
    private static string? Clean(string given)
    {
        var kept = new string([.. given.Where(c => c is > ' ' and < '\x7f').Take(LongestRequestId)]);
        return kept.Length == 0 ? null : kept;
    }
}
