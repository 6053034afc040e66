namespace Acp.Storm;

internal enum Verb
{
    Create,
    Retrieve,
    Update,
    Complete,
    Cancel,
}

/// <param name="Key">The idempotency key; null for a retrieve.</param>
/// <param name="Token">What a complete pays with.</param>
/// <param name="Quantity">What an update sets.</param>
/// <param name="HangUpAfter">The caller closes its connection after this long.</param>
internal sealed record Call(Verb Verb, string? Key = null, string? Token = null, int Quantity = 1, TimeSpan? HangUpAfter = null);

/// <summary>Why a call has no reply.</summary>
internal enum Silence
{
    None,
    TimedOut,
    ConnectionBroke,
    HungUp,
}

/// <summary>What came back, or why nothing did.</summary>
/// <param name="Status">0 where nothing came back.</param>
/// <param name="Code">The code of ACP's error object, where the body is one.</param>
/// <param name="RetryAfter">Zero where the server does not say.</param>
internal sealed record Reply(int Status, string? Code, byte[] Body, TimeSpan RetryAfter, SessionView? Session, Silence Silence, TimeSpan Took)
{
    /// <summary>
    /// The server says that it has not executed the request, or not to the end, and that it pays to come back. ACP keeps
    /// no such reply under the key: 5xx by rule, the others because nothing was executed.
    /// </summary>
    public bool ComeBack => Status is 429 or >= 500 || (Status is 409 && (RetryAfter > TimeSpan.Zero || IsUnderWay(Code)));

    /// <summary>A reply that ACP wants repeated under its key.</summary>
    public bool Executed => Status is >= 200 and < 500 and not (401 or 403 or 408) && !ComeBack;

    /// <summary>No server has to answer in a storm; but one that says 503 has to say when to come back, and no other 5xx is an answer.</summary>
    public bool Fails => Status >= 500 && !(Status == 503 && RetryAfter > TimeSpan.Zero);

    /// <summary>As the report lists it.</summary>
    public string Name => Silence switch
    {
        Silence.TimedOut => "no reply in time",
        Silence.ConnectionBroke => "connection broke",
        Silence.HungUp => "hung up on purpose",
        _ => Code is null ? $"{Status}" : $"{Status} {Code}",
    };

    private static bool IsUnderWay(string? code) =>
        code is not null && (code.EndsWith("in_flight", StringComparison.Ordinal) || code.EndsWith("in_progress", StringComparison.Ordinal));
}
