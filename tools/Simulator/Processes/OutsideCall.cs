namespace Acp.Simulation;

/// <summary>A call from outside: it ends with its answer, with its process, or with the caller's patience.</summary>
internal sealed class OutsideCall<T> : SimProcess.ICall
{
    private readonly TaskCompletionSource<Heard<T>> heard = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SimProcess process;
    private readonly ITimer patience;

    public OutsideCall(SimProcess process, TimeProvider clock, TimeSpan patience)
    {
        this.process = process;
        process.Await(this);
        this.patience = clock.CreateTimer(_ => heard.TrySetResult(new Heard<T>.GaveUp()), state: null, patience, Timeout.InfiniteTimeSpan);
    }

    public Task<Heard<T>> Heard => heard.Task;

    public void Tell(Heard<T> what)
    {
        process.Forget(this);
        patience.Dispose();
        heard.TrySetResult(what);
    }

    public void Break()
    {
        patience.Dispose();
        heard.TrySetResult(new Heard<T>.Broken());
    }
}

/// <summary>What a caller heard of its call. The private constructor closes the hierarchy.</summary>
internal abstract record Heard<T>
{
    private Heard() { }

    public sealed record Answered(T Answer) : Heard<T>;

    /// <summary>The connection broke, or was refused.</summary>
    public sealed record Broken : Heard<T>;

    /// <summary>The store did not answer: 503.</summary>
    public sealed record Unavailable : Heard<T>;

    public sealed record GaveUp : Heard<T>;
}
