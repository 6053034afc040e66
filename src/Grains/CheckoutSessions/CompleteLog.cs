using Microsoft.Extensions.Logging;

namespace Acp.CheckoutSessions;

internal static partial class CompleteLog
{
    [LoggerMessage(LogLevel.Warning, "Session {Session} is completed by its own charge {Attempt}, which its record had lost. Has the store been restored?")]
    public static partial void LogAdopted(this ILogger log, string session, int attempt);

    [LoggerMessage(LogLevel.Critical, "Session {Session} has a charge {Attempt} at the provider that its record had lost and that is not for its total. Compare and refund by hand.")]
    public static partial void LogNotForThisTotal(this ILogger log, string session, int attempt);

    [LoggerMessage(LogLevel.Error, "The provider's page of session {Session}, attempt {Attempt}, would collect {Amount} instead of {Total}: nobody is sent there, and it is closed.")]
    public static partial void LogOtherTotal(this ILogger log, string session, int attempt, long amount, long total);

    [LoggerMessage(LogLevel.Critical, "The provider's page of session {Session}, attempt {Attempt}, collected {Amount} instead of {Total}: no order is placed. Compare and refund by hand.")]
    public static partial void LogPaidOtherTotal(this ILogger log, string session, int attempt, long amount, long total);

    [LoggerMessage(LogLevel.Critical, "The shopper is through with the provider's page of session {Session}, attempt {Attempt}, which is to collect {Amount} instead of {Total}: no order is placed. Compare, and refund by hand what comes.")]
    public static partial void LogPaysOtherTotal(this ILogger log, string session, int attempt, long amount, long total);

    [LoggerMessage(LogLevel.Error, "The lines, delivery and tax of session {Session} do not come to its total: no page is opened for it.")]
    public static partial void LogPartsDiffer(this ILogger log, string session);
}
