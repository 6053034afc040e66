using Microsoft.Extensions.Logging;

namespace Acp.CheckoutSessions;

internal static partial class CompleteLog
{
    [LoggerMessage(LogLevel.Warning, "Session {Session} is completed by its own charge {Attempt}, which its record had lost. Has the store been restored?")]
    public static partial void LogAdopted(this ILogger log, string session, int attempt);

    [LoggerMessage(LogLevel.Critical, "Session {Session} has a charge {Attempt} at the provider that its record had lost and that is not for its total. Compare and refund by hand.")]
    public static partial void LogNotForThisTotal(this ILogger log, string session, int attempt);
}
