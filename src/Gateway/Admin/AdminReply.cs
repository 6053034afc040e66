using Acp.CheckoutSessions;
using Acp.Gateway.Errors;
using Acp.Gateway.Http;

namespace Acp.Gateway.Admin;

/// <summary>Replies to operators. They hold people's dealings, so nothing on the way may keep them.</summary>
internal static class AdminReply
{
    public static IResult Json(byte[] body, int status = StatusCodes.Status200OK) =>
        new Written(http => ReplyWriter.Write(http, new Answer.Replied(new Reply(status, body), Replayed: false)));

    public static IResult Error(AcpError error) => new Written(http => ReplyWriter.Write(http, error));

    public static IResult NotFound(string what) => Error(new(404, ErrorType.InvalidRequest, "not_found", $"There is no such {what}."));

    private sealed class Written(Func<HttpContext, Task> write) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => write(httpContext);
    }
}
