namespace Acp.ProviderEvents;

/// <summary>
/// One event that the payment provider posted, under its own id: kept before it is acknowledged, treated after, once
/// for all its deliveries.
/// </summary>
public interface IProviderEvent
{
    /// <summary>Keeps it. Of an event that is known already nothing changes.</summary>
    /// <returns>False where it was known already.</returns>
    ValueTask<bool> Keep(EventFacts facts);

    /// <summary>Treats it, if it has not been. Called by the due loop and right after it was kept; safe at any time.</summary>
    ValueTask Wake();

    /// <returns>Null where there is no such event, or no longer.</returns>
    ValueTask<ProviderEventView?> Retrieve();

    /// <summary>A person wants a dead event to be tried again.</summary>
    /// <param name="operatorName">For the audit trail.</param>
    /// <param name="reason">1 to 500 characters, for the audit trail; null where none was given.</param>
    /// <returns>Null where there is no such event; else as it stands then.</returns>
    ValueTask<ProviderEventView?> TryAgain(string operatorName, string? reason);
}

/// <summary>What is kept of an event: whom it is about. What it shows of them may be days old, and is asked for anew.</summary>
/// <param name="Type">The provider's name for what happened.</param>
/// <param name="Subject">What it is about.</param>
/// <param name="HappenedAt">By the provider's clock.</param>
/// <param name="Session">Ours, where its metadata names one.</param>
/// <param name="Issue">The issue of ours that its metadata names.</param>
/// <param name="Token">Where it is about a token.</param>
/// <param name="Intent">Where it is about a payment, or a token that a payment used.</param>
public sealed record EventFacts(
    string Id, string Type, EventSubject Subject, DateTimeOffset HappenedAt, string? Session, string? Issue, string? Token, string? Intent);

public enum EventSubject
{
    /// <summary>A type that this version does not know: acknowledged and kept.</summary>
    Unknown,
    Payment,
    IssuedToken,
    GrantedToken,
    Refund,
    Dispute,
    HostedPage,
}

/// <param name="Status"><c>waiting</c>, <c>treated</c>, <c>kept</c> (nobody waits for its type), <c>orphaned</c> (it bears our mark, and what it names never came) or <c>dead</c>.</param>
/// <param name="Tries">How often it was begun to be treated.</param>
/// <param name="Why">Of a fixed set: what stood in its way last.</param>
public sealed record ProviderEventView(
    EventFacts Facts, ProviderEventStatus Status, int Tries, string? Why, DateTimeOffset ReceivedAt, DateTimeOffset? NextTryAt);

public enum ProviderEventStatus
{
    Waiting,
    Treated,
    Kept,
    Orphaned,
    Dead,
}
