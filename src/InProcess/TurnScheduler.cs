using System.Collections.Concurrent;

namespace Acp.InProcess;

/// <summary>
/// Runs one piece of a grain's code at a time, in the order in which they came. A piece that finds the grain idle runs
/// on the thread that brought it: a hand-over to another one costs more than most pieces do. Docs: decisions/0014.
/// </summary>
internal sealed class TurnScheduler : TaskScheduler, IThreadPoolWorkItem
{
    private readonly ConcurrentQueue<Task> waiting = new();

    /// <summary>Pieces that run or wait. Whoever raises it from zero sees to it that they run until it is zero again.</summary>
    private int pieces;

    /// <summary>What is queued by this thread now is a call's first piece, and the thread is its caller's.</summary>
    [ThreadStatic]
    private static bool isCalling;

    public override int MaximumConcurrencyLevel => 1;

    // The pieces of two grains do not nest: a grain that calls another one goes on before that one begins.
    private static bool IsFree => Current is not TurnScheduler;

    public Task<T> Run<T>(Func<ValueTask<T>> call)
    {
        var first = new Task<Task<T>>(() => call().AsTask(), CancellationToken.None, TaskCreationOptions.DenyChildAttach);
        isCalling = IsFree;
        try
        {
            first.Start(this);
        }
        finally
        {
            isCalling = false;
        }

        return first.Unwrap();
    }

    void IThreadPoolWorkItem.Execute()
    {
        do
        {
            waiting.TryDequeue(out var task); // Counted after it was queued, so it is there.
            TryExecuteTask(task!);
        }
        while (Interlocked.Decrement(ref pieces) > 0);
    }

    protected override void QueueTask(Task task)
    {
        var mayRun = isCalling;
        isCalling = false;
        if (mayRun && TryRunNow(task))
        {
            return;
        }

        waiting.Enqueue(task);
        if (Interlocked.Increment(ref pieces) == 1)
        {
            RunElsewhere();
        }
    }

    // What an await continues with comes here first.
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        !taskWasPreviouslyQueued && (Current == this ? TryExecuteTask(task) : IsFree && TryRunNow(task));

    protected override IEnumerable<Task> GetScheduledTasks() => [.. waiting];

    /// <returns>False where something of the grain runs or waits.</returns>
    private bool TryRunNow(Task task)
    {
        if (Interlocked.CompareExchange(ref pieces, 1, 0) != 0)
        {
            return false;
        }

        TryExecuteTask(task);
        if (Interlocked.Decrement(ref pieces) > 0)
        {
            RunElsewhere(); // What came meanwhile is not this thread's to wait for.
        }

        return true;
    }

    private void RunElsewhere() => ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
}
