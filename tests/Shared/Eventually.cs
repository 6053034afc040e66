namespace Acp.Tests;

/// <summary>For the few places where a test must see that another thread has got somewhere. Bounded; yields, never sleeps.</summary>
internal static class Eventually
{
    public static async Task True(Func<bool> condition)
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!condition())
        {
            bound.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
