namespace Acp.Gateway.Errors;

/// <summary>Bodies for statuses that routing or the server set without one.</summary>
internal static class StatusTable
{
    public static AcpError Describe(int status) => status switch
    {
        404 => Error(status, "not_found", "There is nothing at this path."),
        405 => Error(status, "method_not_allowed", "This path does not answer to this method; the Allow header names those it does."),
        408 => Error(status, "request_timeout", "The body arrived too slowly."),
        413 => Error(status, "payload_too_large", "The body is too large."),
        415 => Error(status, "unsupported_media_type", "The body must be application/json."),
        429 => Error(status, "too_many_requests", "Too many requests."),
        >= 500 => new(status, ErrorType.ProcessingError, "internal_error", "Something went wrong on our side."),
        _ => Error(status, "invalid_request", "The request was not understood."),
    };

    private static AcpError Error(int status, string code, string message) =>
        new(status, ErrorType.InvalidRequest, code, message);
}
