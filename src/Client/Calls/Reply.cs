namespace Acp.Client.Calls;

/// <summary>What came of one send. The private constructor closes the hierarchy.</summary>
internal abstract record Reply
{
    private Reply()
    {
    }

    /// <param name="IsJson">By its own word, whatever the body is.</param>
    /// <param name="RetryAfter">Null where the server does not say.</param>
    public sealed record Received(int Status, ReadOnlyMemory<byte> Body, bool IsJson, TimeSpan? RetryAfter) : Reply;

    /// <summary>A yes, whose body went to where the caller wants it.</summary>
    /// <param name="IsWhole">False where the connection broke on the way.</param>
    public sealed record Copied(long Bytes, bool IsWhole) : Reply;

    /// <summary>No connection before the first byte: certainly not executed.</summary>
    public sealed record NotConnected : Reply;

    /// <summary>The connection broke, or time ran out: it may have been executed.</summary>
    public sealed record Silence : Reply;
}
