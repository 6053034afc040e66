using Acp.Store;

namespace Acp.Storage.Postgres;

/// <summary>Something the writer does for a waiting caller, who hears of it once, after the flush.</summary>
internal abstract class Work(int size)
{
    /// <summary>Bytes it takes on the wire, roughly.</summary>
    public int Size => size;

    public abstract void Fail(Exception why);
}

internal abstract class Work<T>(int size) : Work(size)
{
    // Continuations run elsewhere: on the writer's turn one caller's work would hold up everybody's flush.
    private readonly TaskCompletionSource<T> caller = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<T> Outcome => caller.Task;

    public virtual void Settle(T outcome) => caller.TrySetResult(outcome);

    public override void Fail(Exception why) => caller.TrySetException(why);
}

internal sealed class CommitWork(Unit unit, int size, CommitMeasure measure) : Work<Verdict>(size)
{
    public Unit Unit => unit;

    public override void Settle(Verdict outcome)
    {
        measure.Settled(outcome);
        base.Settle(outcome);
    }

    public override void Fail(Exception why)
    {
        measure.Failed(why);
        base.Fail(why);
    }

    public void Settle(Outcome outcome)
    {
        if (outcome.Verdict is { } verdict)
        {
            Settle(verdict);
        }
        else
        {
            Fail(outcome.Impossible!);
        }
    }
}

/// <summary>Asks in the queue, so that the units this process sent earlier have been decided by then.</summary>
internal sealed class LandedWork(Guid commitId) : Work<bool>(16)
{
    public Guid CommitId => commitId;
}
