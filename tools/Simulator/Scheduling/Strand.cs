namespace Acp.Simulation;

/// <summary>
/// What runs on behalf of one process, or of the world around them. It can die, which drops all that it still had to
/// do, or be paused, which holds it back.
/// </summary>
internal sealed class Strand(SimScheduler scheduler, string name) : SynchronizationContext
{
    private readonly List<SimScheduler.Entry> held = [];
    private bool dead;
    private bool paused;

    public string Name => name;

    public SimScheduler Scheduler => scheduler;

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (!dead)
        {
            scheduler.Post(new SimScheduler.Entry(this, d, state));
        }
    }

    public override void Send(SendOrPostCallback d, object? state) => throw new HarnessException("Nothing may wait for another strand.");

    public override SynchronizationContext CreateCopy() => this;

    public void Run(SimScheduler.Entry entry)
    {
        if (dead)
        {
            return;
        }

        if (paused)
        {
            held.Add(entry);
            return;
        }

        SetSynchronizationContext(this);
        entry.Callback(entry.State);
    }

    public void Die()
    {
        dead = true;
        held.Clear();
    }

    public void Pause() => paused = true;

    public void Resume()
    {
        paused = false;
        held.ForEach(scheduler.Post);
        held.Clear();
    }
}
