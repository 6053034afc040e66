namespace Acp.Gateway.Admin.Stories;

/// <summary>One thing that happened to a checkout.</summary>
/// <param name="What">One sentence for people.</param>
/// <param name="Detail">A JSON object as it was kept.</param>
internal sealed record StoryEntry(DateTimeOffset At, StoryKind Kind, string What, string By, string Detail, StoryState State);

internal enum StoryKind
{
    Session,
    Payment,
    Page,
    Token,
    Order,
    Refund,
    Event,
    Message,
    Operator,
    Contradiction,
}

/// <summary>How it bodes.</summary>
internal enum StoryState
{
    Ok,

    /// <summary>It was refused, or its outcome is still to come.</summary>
    Warning,

    /// <summary>A person has to look.</summary>
    Error,
}
