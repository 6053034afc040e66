namespace Acp.Fakes;

/// <summary>A gate at which calls wait until the test lets them go.</summary>
public sealed class Hold
{
    private readonly TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the first call stands at the gate.</summary>
    public Task Arrived => _arrived.Task;

    public void Release() => _released.TrySetResult();

    internal Task Wait()
    {
        _arrived.TrySetResult();
        return _released.Task;
    }
}
