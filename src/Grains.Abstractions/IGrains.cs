namespace Acp;

/// <summary>
/// Finds a grain by its identity. Whether it lives in this process, in a simulator or on an Orleans silo is the
/// engine's business; a caller cannot tell.
/// </summary>
public interface IGrains
{
    /// <exception cref="GrainOverloadedException">Thrown by the grain's methods when its queue is full; nothing was started.</exception>
    T Get<T>(string id)
        where T : class;
}

/// <summary>The engine shed the call before anything was started: it is safe to repeat unchanged.</summary>
public sealed class GrainOverloadedException : Exception
{
    public GrainOverloadedException()
        : base("The grain's queue is full.")
    {
    }

    public GrainOverloadedException(string message)
        : base(message)
    {
    }

    public GrainOverloadedException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
