namespace Acp.Client;

/// <summary>What a server said instead of a yes, or why it said nothing.</summary>
/// <param name="Status">Of HTTP; 0 where nothing came back.</param>
/// <param name="Code">The protocol's, such as <c>payment_declined</c>; one of <see cref="ClientCodes"/> where no server gave one.</param>
/// <param name="Message">For people: specific, and free of secrets.</param>
public sealed record AcpError(int Status, string Code, string Message)
{
    /// <summary>The protocol's kind of error; null where no server gave one.</summary>
    public string? Type { get; init; }

    /// <summary>The place it is about: a JSONPath of the body, or the name of a member of the query.</summary>
    public string? Param { get; init; }

    /// <summary>Minor units that can still be refunded, where that is what it is about.</summary>
    public long? Remaining { get; init; }

    /// <summary>Which versions the server speaks, newest first, where ours is none of them.</summary>
    public IReadOnlyList<string> SupportedVersions { get => field ?? []; init; }

    /// <inheritdoc/>
    public override string ToString() => Status == 0 ? $"{Code}: {Message}" : $"{Status} {Code}: {Message}";
}

/// <summary>The codes of what no server said.</summary>
public static class ClientCodes
{
    /// <summary>There was no connection: nothing was sent.</summary>
    public const string NoConnection = "no_connection";

    /// <summary>The connection broke, or no reply came in time.</summary>
    public const string NoReply = "no_reply";

    /// <summary>A reply came that is none of the protocol's.</summary>
    public const string BrokenReply = "broken_reply";

    /// <summary>The caller canceled.</summary>
    public const string Canceled = "canceled";

    /// <summary>To the end of the budget the session was in a state that decides nothing, or that this client does not know.</summary>
    public const string Undecided = "undecided";
}
