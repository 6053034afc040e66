using Acp.SharedPaymentTokens;

namespace Acp.ProviderEvents;

/// <summary>What becomes of an event. Pure.</summary>
public static class EventDecider
{
    /// <summary>Above this a person looks; by then the provider has been out for the better part of two hours.</summary>
    public const int MaxTries = 12;

    /// <summary>How long an event that bears our mark waits for the record that it names.</summary>
    public static readonly TimeSpan WaitsForItsRecord = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(15);

    public static EventRecord OnReceipt(EventFacts facts, DateTimeOffset now) => IsTreated(facts.Subject)
        ? new(facts, ProviderEventStatus.Waiting, Tries: 0, Why: null, now, now + FirstPause)
        : new(facts, ProviderEventStatus.Kept, Tries: 0, Why: null, now, NextTryAt: null);

    /// <param name="session">Whose it was found to be, where the event itself does not tell, as of a dispute; else null.</param>
    /// <param name="why">What stood in the way where it is not <see cref="Heard.Done"/>.</param>
    public static EventRecord OnHeard(EventRecord record, string? session, Heard heard, string? why, DateTimeOffset now) =>
        OnHeard(record with { Facts = record.Facts with { Session = record.Facts.Session ?? session } }, heard, why, now);

    private static EventRecord OnHeard(EventRecord record, Heard heard, string? why, DateTimeOffset now) => heard switch
    {
        Heard.Done => Ended(record, ProviderEventStatus.Treated, why: null),
        Heard.NobodyKnows when !BearsOurMark(record.Facts) => Ended(record, ProviderEventStatus.Kept, why),
        Heard.NobodyKnows when now >= record.ReceivedAt + WaitsForItsRecord => Ended(record, ProviderEventStatus.Orphaned, why),
        Heard.NobodyKnows => Again(record, why, now, noLaterThan: record.ReceivedAt + WaitsForItsRecord),
        _ when record.Tries + 1 >= MaxTries => Ended(record, ProviderEventStatus.Dead, why),
        _ => Again(record, why, now, DateTimeOffset.MaxValue),
    };

    /// <returns>Null where there is nothing to try: it waits already, or came to its end.</returns>
    public static EventRecord? OnTryAgain(EventRecord record, DateTimeOffset now) =>
        record.Status is ProviderEventStatus.Dead or ProviderEventStatus.Orphaned
            ? record with { Status = ProviderEventStatus.Waiting, Tries = 0, NextTryAt = now }
            : null;

    private static bool IsTreated(EventSubject subject) => subject is not EventSubject.Unknown;

    private static bool BearsOurMark(EventFacts facts) => facts.Session is not null || facts.Issue is not null;

    private static EventRecord Ended(EventRecord record, ProviderEventStatus status, string? why) =>
        record with { Status = status, Tries = record.Tries + 1, Why = why, NextTryAt = null };

    private static EventRecord Again(EventRecord record, string? why, DateTimeOffset now, DateTimeOffset noLaterThan)
    {
        var pause = FirstPause * Math.Pow(2, Math.Min(record.Tries, MaxTries));
        var next = now + (pause < LongestPause ? pause : LongestPause);
        return record with { Tries = record.Tries + 1, Why = why, NextTryAt = next < noLaterThan ? next : noLaterThan };
    }
}
