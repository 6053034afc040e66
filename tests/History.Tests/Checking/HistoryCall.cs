using System.Globalization;

namespace Acp.History.Tests;

/// <summary>What a caller asks of one session. The private constructor closes the hierarchy.</summary>
public abstract record Operation
{
    private Operation() { }

    public sealed record Retrieve : Operation;

    public sealed record Update(int Quantity) : Operation;

    /// <param name="Pays">False for a token whose card is declined.</param>
    public sealed record Complete(string Token, bool Pays) : Operation;

    public sealed record Cancel : Operation;
}

/// <summary>What came back, as far as the model speaks of it.</summary>
/// <param name="Code">Of an error; null where the body is a session.</param>
/// <param name="Session">The session's status.</param>
/// <param name="Body">All of it, to compare replies to one key.</param>
public sealed record Seen(int Status, string? Code = null, string? Session = null, int? Quantity = null, string? Order = null, string Body = "")
{
    public bool IsInFlight => Code == "idempotency_in_flight";

    public bool IsInProgress => Code == "payment_in_progress";

    /// <summary>Kept under its key and repeated: 2xx and 4xx of requests that were executed.</summary>
    public bool IsExecuted => Status < 500 && !IsInFlight && !IsInProgress;

    public override string ToString() => Code is not null
        ? $"{Status} {Code}"
        : $"{Status} {Session}, quantity {Quantity?.ToString(CultureInfo.InvariantCulture)}{(Order is null ? "" : $", {Order}")}";
}

/// <param name="Key">The idempotency key; null for a retrieve.</param>
/// <param name="Invoked">A clock that counts invocations and returns: what returned before another was invoked came before it.</param>
/// <param name="Returned"><see cref="Never"/> where nothing came back.</param>
public sealed record HistoryCall(int Caller, Operation Operation, string? Key, long Invoked, long Returned, Seen? Reply)
{
    public const long Never = long.MaxValue;

    /// <summary>
    /// The caller knows what became of it. Without a reply, or with a 5xx, it may have taken effect at any time since its
    /// invocation, may do so later, or never.
    /// </summary>
    public bool IsKnown => Reply is { Status: < 500 };

    public bool IsBeside(HistoryCall other) => Invoked < other.Returned && Returned > other.Invoked;

    /// <summary>The call as it stood at a time: what came back later had not come back.</summary>
    public HistoryCall At(long time) => Returned <= time ? this : this with { Returned = Never, Reply = null };

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Invoked,4} … {(Returned == Never ? "    " : $"{Returned,-4}")}  caller {Caller,-2}  {Asked,-44} {Reply?.ToString() ?? "(no reply)"}");

    private string Asked => Operation switch
    {
        Operation.Update update => $"update to {update.Quantity} [{Key}]",
        Operation.Complete complete => $"complete with {complete.Token} [{Key}]",
        Operation.Cancel => $"cancel [{Key}]",
        _ => "retrieve",
    };
}
