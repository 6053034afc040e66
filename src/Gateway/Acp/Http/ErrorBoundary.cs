using System.Diagnostics;
using Acp.Gateway.Errors;
using Acp.Store;
using Microsoft.AspNetCore.Connections;

namespace Acp.Gateway.Http;

/// <summary>
/// Nothing but ACP's flat error object leaves the process when something goes wrong: no exception text, no stack, no
/// empty 404. First in the pipeline, so that it sees what routing and the server refuse as well.
/// </summary>
internal sealed partial class ErrorBoundary(RequestDelegate next, IIds ids, ILogger<ErrorBoundary> log)
{
    private static readonly Func<ILogger, string, IDisposable?> Scope = LoggerMessage.DefineScope<string>("Request-Id {RequestId}");

    public async Task Invoke(HttpContext http)
    {
        var requestId = EchoedHeaders.Echo(http, ids);
        Activity.Current?.SetTag("acp.request_id", requestId);
        using var scope = Scope(log, requestId);
        try
        {
            await next(http);
            await FillBareStatus(http);
        }
        catch (Exception cause) when (Describe(http, cause, requestId) is { } error)
        {
            await ReplyWriter.Write(http, error);
        }
        catch (Exception cause) when (HasGone(http, cause))
        {
            // The caller hung up, perhaps in the middle of its body: there is nobody to tell, but a bug is a bug.
            if (cause is not (OperationCanceledException or IOException))
            {
                LogUnheard(requestId, cause);
            }
        }
    }

    private static Task FillBareStatus(HttpContext http)
    {
        var response = http.Response;
        var bare = response is { StatusCode: >= 400, HasStarted: false, ContentType: null, ContentLength: null };
        return bare ? ReplyWriter.Write(http, StatusTable.Describe(response.StatusCode)) : Task.CompletedTask;
    }

    private AcpError? Describe(HttpContext http, Exception cause, string requestId) => cause switch
    {
        _ when http.Response.HasStarted || HasGone(http, cause) => null,
        RequestRefusedException refused => refused.Error,
        GrainOverloadedException => AnswerTable.Overloaded,
        StoreUnavailableException => Logged(AnswerTable.StoreUnavailable, requestId, cause),
        BadHttpRequestException bad => StatusTable.Describe(bad.StatusCode),
        _ => Logged(AnswerTable.Internal, requestId, cause),
    };

    private static bool HasGone(HttpContext http, Exception cause) =>
        http.RequestAborted.IsCancellationRequested || cause is ConnectionResetException;

    private AcpError Logged(AcpError error, string requestId, Exception cause)
    {
        LogUnanswered(requestId, error.Status, cause);
        return error;
    }

    [LoggerMessage(LogLevel.Error, "Request {RequestId} failed after its caller had gone.")]
    private partial void LogUnheard(string requestId, Exception cause);

    [LoggerMessage(LogLevel.Error, "Request {RequestId} was answered {Status}; the caller was told to repeat it.")]
    private partial void LogUnanswered(string requestId, int status, Exception cause);
}
