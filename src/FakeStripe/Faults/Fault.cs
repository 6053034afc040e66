namespace Acp.Fakes;

public enum FaultKind
{
    /// <summary>The connection breaks before the call arrives; nothing is executed.</summary>
    LoseRequest,

    /// <summary>The call is executed, then the connection breaks.</summary>
    LoseReply,

    /// <summary>Executed, but the reply that is sent, and kept under the key, is a 500.</summary>
    CommitThen500,

    /// <summary>Nothing is executed; a 500 is sent, and kept under the key.</summary>
    Fail500,

    /// <summary>Takes longer at Stripe: it has arrived, and its key is in flight meanwhile.</summary>
    Slow,

    /// <summary>Takes longer on the way: it arrives late, even where the sender has given up.</summary>
    Late,

    /// <summary>Too many requests; not executed and not kept.</summary>
    Reply429,

    /// <summary>As if the key were in flight; not executed and not kept.</summary>
    Reply409,

    /// <summary>Stops at a gate after its arrival and before its execution.</summary>
    HoldBeforeExecution,

    /// <summary>Executed and kept; its reply stops at a gate.</summary>
    HoldAfterExecution,
}

internal sealed class Fault(FaultKind kind, StripeCall call, int times, TimeSpan delay, Hold? hold)
{
    public FaultKind Kind { get; } = kind;

    public StripeCall Call { get; } = call;

    public int Times { get; set; } = times;

    public TimeSpan Delay { get; } = delay;

    public Hold? Hold { get; } = hold;
}
