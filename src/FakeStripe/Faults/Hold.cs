namespace Acp.Fakes;

/// <summary>A gate at which calls wait until the test lets them go.</summary>
public sealed class Hold
{
    private readonly TaskCompletionSource arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the first call stands at the gate.</summary>
    public Task Arrived => arrived.Task;

    public void Release() => released.TrySetResult();

    internal Task Wait()
    {
        arrived.TrySetResult();
        return released.Task;
    }
}
