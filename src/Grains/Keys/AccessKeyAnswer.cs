namespace Acp.Keys;

/// <summary>What became of an operator's wish about a key. The private constructor closes the hierarchy.</summary>
public abstract record AccessKeyAnswer
{
    private AccessKeyAnswer() { }

    /// <param name="Text">Known to nobody else, from now on; not even to us.</param>
    /// <param name="Created">False where a repeat of its request had it draw another secret.</param>
    /// <param name="Replaced">The one whose end is set by it; null where it is nobody's successor.</param>
    public sealed record Made(AccessKey Key, KeyText Text, bool Created, AccessKey? Replaced = null) : AccessKeyAnswer;

    public sealed record Stands(AccessKey Key) : AccessKeyAnswer;

    public sealed record NotFound : AccessKeyAnswer;

    /// <summary>It is revoked or expired: what it opened is not opened again by its successor.</summary>
    public sealed record Over : AccessKeyAnswer;

    /// <summary>It has a successor already.</summary>
    public sealed record Rotated(string By) : AccessKeyAnswer;

    /// <summary>A repeat that came late, or whose key is used or over: what was told once is not told again.</summary>
    public sealed record MadeBefore(string Id) : AccessKeyAnswer;

    /// <summary>The idempotency key was used for another wish.</summary>
    public sealed record OtherWish : AccessKeyAnswer;

    /// <summary>Others changed it meanwhile; nothing was changed.</summary>
    public sealed record Contended : AccessKeyAnswer;
}
