namespace Acp.Simulation;

/// <summary>The simulator itself is at fault: work left its thread, or waits for what never comes.</summary>
public sealed class HarnessException : Exception
{
    public HarnessException()
    {
    }

    public HarnessException(string message)
        : base(message)
    {
    }

    public HarnessException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
