namespace Acp.Gateway.Admin.Stories;

/// <summary>One thing that happened to a checkout.</summary>
/// <param name="What">One sentence for people.</param>
/// <param name="Detail">A JSON object as it was kept.</param>
internal sealed record StoryEntry(DateTimeOffset At, StoryKind Kind, string What, string By, string Detail, StoryState State)
{
    /// <summary>Null where nobody asked for it, or nobody wrote down who.</summary>
    public StoryRequest? Request { get; init; }

    /// <summary>Null where it was no call to the provider.</summary>
    public StoryCall? Call { get; init; }
}

/// <summary>Whose request it was. An id or key that was long, or not made of an id's letters, is the digest of it.</summary>
/// <param name="On">What was asked; null where that was not kept.</param>
/// <param name="Status">Of the reply; null where there was none yet.</param>
/// <param name="Joined">Whether it waited for the end of another's charge.</param>
internal sealed record StoryRequest(string? On, string? Id, string? Key, string Version, int? Status, bool Joined);

/// <summary>A call to the provider.</summary>
/// <param name="Operation">Such as <c>charge</c>.</param>
/// <param name="Status">Of HTTP; null where no answer came.</param>
/// <param name="Id">By which the provider finds it.</param>
/// <param name="Attempt">Of an attempt's sends, its number; else null.</param>
/// <param name="Send">Which of the sends it was, from 1; null where it was none.</param>
/// <param name="Replayed">Whether the provider had kept the answer from an earlier send.</param>
internal sealed record StoryCall(string Operation, int? Status, string? Id, int? Attempt, int? Send, bool Replayed);

internal enum StoryKind
{
    Session,
    Request,
    Payment,
    Page,
    Provider,
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
