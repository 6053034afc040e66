namespace Acp.Client;

/// <summary>A call did not end with a yes, and its caller asked to be told so by an exception.</summary>
public sealed class AcpCallException : Exception
{
    internal AcpCallException(AcpError error, CallKey? key, bool isUnknown)
        : base(isUnknown ? $"Nobody knows whether it was done; last heard: {error}" : error.ToString())
    {
        (Error, Key, IsUnknown) = (error, key, isUnknown);
    }

    /// <summary>Why; where nobody knows, what was heard last.</summary>
    public AcpError Error { get; }

    /// <summary>Goes on with the call, where nobody knows what became of it; null for a call that has no key.</summary>
    public CallKey? Key { get; }

    /// <summary>It may have been done.</summary>
    public bool IsUnknown { get; }
}
