namespace Acp.Client;

/// <summary>What became of a call: yes, no, or nobody knows. The private constructor closes the hierarchy.</summary>
/// <typeparam name="T">What a yes brings.</typeparam>
public abstract record Answer<T>
{
    private Answer()
    {
    }

    /// <summary>It was done.</summary>
    /// <param name="Value">What the server replied.</param>
    public sealed record Done(T Value) : Answer<T>;

    /// <summary>It was not done, and will not be by repeating it.</summary>
    /// <param name="Error">Why.</param>
    public sealed record Refused(AcpError Error) : Answer<T>;

    /// <summary>The budget ended, the caller canceled, or somebody on the way answered, before the server said.</summary>
    /// <param name="Key">Goes on with it: the same call with the same content and this key. Null for a call that has none, and is simply made again.</param>
    /// <param name="Last">What was heard last.</param>
    /// <param name="MayHaveHappened">False where it is certain that nothing was done so far.</param>
    public sealed record Unknown(CallKey? Key, AcpError Last, bool MayHaveHappened) : Answer<T>;

    /// <summary>The same answer, of something else.</summary>
    internal Answer<TOther> Select<TOther>(Func<T, TOther> of) => this switch
    {
        Done it => new Answer<TOther>.Done(of(it.Value)),
        Refused it => new Answer<TOther>.Refused(it.Error),
        Unknown it => new Answer<TOther>.Unknown(it.Key, it.Last, it.MayHaveHappened),
        _ => throw new System.Diagnostics.UnreachableException($"Unhandled {GetType().Name}."),
    };

    /// <summary>For callers who take anything but a yes for an exception.</summary>
    /// <exception cref="AcpCallException">It was refused, or nobody knows.</exception>
    public T OrThrow() => this switch
    {
        Done it => it.Value,
        Refused it => throw new AcpCallException(it.Error, key: null, isUnknown: false),
        Unknown it => throw new AcpCallException(it.Last, it.Key, isUnknown: true),
        _ => throw new System.Diagnostics.UnreachableException($"Unhandled {GetType().Name}."),
    };
}
