namespace Acp.Tests;

/// <summary>
/// For the few places where a test must see that another thread or process has got somewhere. The bound is for what never
/// comes, not for what is slow; between two looks the others get the processor.
/// </summary>
internal static class Eventually
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    public static Task True(Func<bool> condition) => True(() => Task.FromResult(condition()));

    /// <param name="within">A minute where none is given.</param>
    public static async Task True(Func<Task<bool>> condition, TimeSpan? within = null)
    {
        using var bound = new CancellationTokenSource(within ?? Bound);
        while (!await condition())
        {
            await Task.Delay(Pause, TimeProvider.System, bound.Token);
        }
    }
}
