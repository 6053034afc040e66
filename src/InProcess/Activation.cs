namespace Acp.InProcess;

/// <summary>
/// One grain in memory. Its scheduler runs one piece of its code at a time and interleaves at awaits, as Orleans does
/// with a reentrant grain; the actor's own turns do the rest.
/// </summary>
internal sealed class Activation(object actor, int maxCalls)
{
    private readonly Lock gate = new();
    private readonly TurnScheduler scheduler = new();
    private int calls;
    private bool left;

    public DateTimeOffset LastUsed { get; private set; }

    public object Actor => actor;

    /// <returns>False where the grain has left memory: take a new activation.</returns>
    /// <exception cref="GrainOverloadedException">As many calls as the queue takes are under way.</exception>
    public bool TryEnter()
    {
        lock (gate)
        {
            if (left)
            {
                return false;
            }

            if (calls >= maxCalls)
            {
                throw new GrainOverloadedException();
            }

            calls++;
            return true;
        }
    }

    public void Leave(DateTimeOffset now)
    {
        lock (gate)
        {
            calls--;
            LastUsed = now;
        }
    }

    /// <returns>True where the grain was idle since <paramref name="before"/> and takes no more calls.</returns>
    public bool TryRetire(DateTimeOffset before)
    {
        lock (gate)
        {
            left = left || (calls == 0 && LastUsed <= before);
            return left;
        }
    }

    public Task<T> Run<T>(Func<ValueTask<T>> call) => scheduler.Run(call);
}
