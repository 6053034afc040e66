namespace Acp.Gateway.Errors;

/// <summary>
/// Errors of the versions in which a key that was used for another body is a conflict with a type of its own, and in which
/// no error lists the versions.
/// </summary>
internal static class ConflictingKeys
{
    private const string Reused = "idempotency_conflict";

    /// <param name="place">From a place of the newest version's request to this version's; null where it has none.</param>
    public static AcpError Fit(AcpError error, Func<string, string?> place)
    {
        var fitted = error with { Param = error.Param is null ? null : place(error.Param), SupportedVersions = [] };
        return error.Code == Reused
            ? fitted with { Status = StatusCodes.Status409Conflict, Type = ErrorType.RequestNotIdempotent }
            : fitted;
    }
}
