using Acp.CheckoutSessions;

namespace Acp.Gateway.Reading;

internal static class AuthenticationOutcomes
{
    /// <summary>The ten words that name an outcome as 3-D Secure does.</summary>
    public static IReadOnlyDictionary<string, AuthenticationOutcome> Detailed { get; } = new Dictionary<string, AuthenticationOutcome>(StringComparer.Ordinal)
    {
        ["abandoned"] = AuthenticationOutcome.Abandoned,
        ["attempt_acknowledged"] = AuthenticationOutcome.AttemptAcknowledged,
        ["authenticated"] = AuthenticationOutcome.Authenticated,
        ["canceled"] = AuthenticationOutcome.Canceled,
        ["denied"] = AuthenticationOutcome.Denied,
        ["informational"] = AuthenticationOutcome.Informational,
        ["internal_error"] = AuthenticationOutcome.InternalError,
        ["not_supported"] = AuthenticationOutcome.NotSupported,
        ["processing_error"] = AuthenticationOutcome.ProcessingError,
        ["rejected"] = AuthenticationOutcome.Rejected,
    };
}
