namespace Acp.Gateway.Errors;

/// <summary>The request is refused before any grain hears of it. Caught in one place, <see cref="Http.ErrorBoundary"/>.</summary>
internal sealed class RequestRefusedException(AcpError error) : Exception(error.Code)
{
    public AcpError Error => error;
}
