namespace Acp.Tests;

/// <summary>For the few places where a test must see that another thread or process has got somewhere. Bounded; never sleeps.</summary>
internal static class Eventually
{
    public static Task True(Func<bool> condition) => True(() => Task.FromResult(condition()));

    public static async Task True(Func<Task<bool>> condition)
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!await condition())
        {
            bound.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
