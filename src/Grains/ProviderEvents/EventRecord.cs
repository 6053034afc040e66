using Acp.Attention;
using Acp.Store;

namespace Acp.ProviderEvents;

/// <summary>An event as it is stored. What it showed of its subject is not: it may be days old.</summary>
/// <param name="Tries">How often it was treated without coming to an end.</param>
/// <param name="Why">Of a fixed set: what stood in its way last.</param>
public sealed record EventRecord(
    EventFacts Facts, ProviderEventStatus Status, int Tries, string? Why, DateTimeOffset ReceivedAt, DateTimeOffset? NextTryAt) : Stored
{
    public const string StoreKind = "provider_event";

    /// <summary>The event's key in the store, and the subject of its audit trail.</summary>
    public static string KeyOf(string id) => $"event/{id}";

    /// <summary>Longer than the provider delivers again.</summary>
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(30);

    public ProviderEventView View => new(Facts, Status, Tries, Why, ReceivedAt, NextTryAt);

    /// <summary>By which a checkout's events are found: its session, or its payment where they name no session.</summary>
    public static SearchTerms TermsOf(string subject) => new(Buyer: null, $"event:{subject}");

    // What waits or is dead is for a person to see.
    public IndexColumns Index() => new(StoreKind, Status.ToString(), Platform: null, Amount: null, Currency: null, ReceivedAt)
    {
        KeptUntil = Status is ProviderEventStatus.Waiting or ProviderEventStatus.Dead ? null : ReceivedAt + KeptFor,
        Mark = Status is ProviderEventStatus.Dead or ProviderEventStatus.Orphaned ? new Mark(Marks.LeftEvent, ReceivedAt) : null,
        Terms = (Facts.Session ?? Facts.Intent) is { } subject ? TermsOf(subject) : SearchTerms.None,
    };
}
