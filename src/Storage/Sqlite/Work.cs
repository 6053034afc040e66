using Acp.Store;

namespace Acp.Storage.Sqlite;

/// <summary>
/// Something the writer does for a waiting caller. It is carried out inside a transaction, perhaps twice, and settled
/// once, after the flush: a caller must never hear of a change that a power cut can still take back.
/// </summary>
internal abstract class Work
{
    public abstract void CarryOut(WriteSession session, long now);

    /// <summary>Whether it deleted what must not be found in the file any more.</summary>
    public virtual bool Erases => false;

    /// <summary>Whether readers who are in the way of that are waited for.</summary>
    public virtual bool WaitsForReaders => false;

    public abstract void Settle();

    public abstract void Fail(Exception why);

    /// <summary>The exception for a caller whose work failed by itself and was rolled back.</summary>
    public virtual Exception Explain(Exception cause) => Failures.Unavailable(cause);
}

internal abstract class Work<T> : Work
{
    // Continuations run elsewhere: on the writer's thread one caller's work would hold up everybody's flush.
    private readonly TaskCompletionSource<T> caller = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? outcome;

    protected T Done => outcome!;

    public Task<T> Outcome => caller.Task;

    public override void CarryOut(WriteSession session, long now) => outcome = Do(session, now);

    public override void Settle() => caller.TrySetResult(outcome!);

    public override void Fail(Exception why) => caller.TrySetException(why);

    protected abstract T Do(WriteSession session, long now);
}

internal sealed class CommitWork(Unit unit, CommitMeasure measure) : Work<Verdict>
{
    public override bool Erases => unit.Erases is not null;

    public override bool WaitsForReaders => unit.Erases is { WaitsForReaders: true };

    public override void Settle()
    {
        measure.Settled(Done);
        base.Settle();
    }

    public override void Fail(Exception why)
    {
        measure.Failed(why);
        base.Fail(why);
    }

    public override Exception Explain(Exception cause) =>
        Failures.IsTheUnits(cause) ? UnitRules.Refused(unit, cause) : base.Explain(cause);

    protected override Verdict Do(WriteSession session, long now) => session.Apply(unit, now);
}

internal sealed class ClaimWork(string kind, DateTimeOffset now, TimeSpan lease, int limit) : Work<IReadOnlyList<string>>
{
    protected override IReadOnlyList<string> Do(WriteSession session, long _) =>
        session.ClaimDue(kind, now.ToUnixTimeMilliseconds(), (now + lease).ToUnixTimeMilliseconds(), limit);
}

/// <summary>Asks in the queue, so that a unit sent earlier cannot land after the answer was no.</summary>
internal sealed class LandedWork(Guid commitId) : Work<bool>
{
    protected override bool Do(WriteSession session, long now) => session.HasLanded(commitId);
}
