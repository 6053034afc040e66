namespace Acp.Bench.Load;

/// <summary>Somebody who buys one thing after the other. One caller at a time.</summary>
internal interface IShopper : IDisposable
{
    /// <summary>One checkout from its creation to its durable completion.</summary>
    /// <exception cref="BenchFailedException">It did not come to that: nothing that was measured means anything.</exception>
    ValueTask Buy();
}
