namespace Acp.History.Tests;

public enum Phase
{
    Open,
    Paying,
    Completed,
    Canceled,
}

/// <summary>A session as the model has it, one step at a time.</summary>
/// <param name="Pays">Of the payment that is open: whether its token pays.</param>
/// <param name="Order">Null until somebody has seen the order's id.</param>
/// <param name="Kept">A bit for each key under which a reply is kept.</param>
public readonly record struct SessionState(Phase Phase, int Quantity, bool Pays, string? Order, ulong Kept)
{
    public static SessionState New(int quantity) => new(Phase.Open, quantity, false, null, 0);
}

/// <summary>
/// A session that does one thing after the other, written from the documents' table of replies: what may follow from a
/// call that got this reply. Nothing may follow where the reply is impossible in that state.
/// </summary>
internal static class SessionModel
{
    /// <summary>A complete makes the session «in progress» before it is settled; reads may see that.</summary>
    /// <returns>Null where it cannot be what began the payment.</returns>
    public static SessionState? Begin(SessionState state, HistoryCall call) =>
        state.Phase == Phase.Open && call is { Operation: Operation.Complete complete } && MayHaveBegun(call)
            ? state with { Phase = Phase.Paying, Pays = complete.Pays }
            : null;

    /// <summary>The call takes its effect and gets its reply.</summary>
    public static IEnumerable<SessionState> Known(SessionState state, Operation operation, Seen reply) => reply switch
    {
        { IsInFlight: true } => [state],
        { IsInProgress: true } => operation is not Operation.Retrieve && state.Phase == Phase.Paying ? [state] : [],
        _ => operation switch
        {
            Operation.Retrieve => Retrieved(state, reply),
            Operation.Update update => Updated(state, update, reply),
            Operation.Complete complete => Completed(state, complete, reply),
            Operation.Cancel => Canceled(state, reply),
            _ => [],
        },
    };

    /// <summary>The call takes effect, and nobody knows.</summary>
    public static IEnumerable<SessionState> Unknown(SessionState state, HistoryCall call) => (call.Operation, state.Phase) switch
    {
        (Operation.Update update, Phase.Open) => [state with { Quantity = update.Quantity }],
        (Operation.Cancel, Phase.Open) => [state with { Phase = Phase.Canceled }],
        (Operation.Complete { Pays: true }, Phase.Open) => [state with { Phase = Phase.Completed }],
        (Operation.Complete, Phase.Paying) => Settled(state, MayHaveBeenWithdrawn(call)),
        _ => [],
    };

    private static IEnumerable<SessionState> Settled(SessionState state, bool withdrawn)
    {
        if (state.Pays)
        {
            yield return state with { Phase = Phase.Completed };
        }

        if (!state.Pays || withdrawn)
        {
            yield return state with { Phase = Phase.Open };
        }
    }

    private static SessionState[] Retrieved(SessionState state, Seen reply) =>
        reply.Status == 200 && reply.Session == Name(state.Phase) ? Showing(state, reply) : [];

    private static SessionState[] Updated(SessionState state, Operation.Update update, Seen reply) => (reply, state.Phase) switch
    {
        ({ Status: 200 }, Phase.Open) when reply.Session == Name(Phase.Open) => Showing(state with { Quantity = update.Quantity }, reply),
        ({ Status: 409, Code: "invalid_state" }, Phase.Completed or Phase.Canceled) => [state],
        _ => [],
    };

    private static SessionState[] Completed(SessionState state, Operation.Complete complete, Seen reply) => (reply, state) switch
    {
        ({ Status: 200, Session: "completed" }, { Phase: Phase.Completed }) => Showing(state, reply),
        ({ Status: 200, Session: "completed" }, { Phase: Phase.Paying, Pays: true }) => Showing(state with { Phase = Phase.Completed }, reply),
        ({ Status: 200, Session: "completed" }, { Phase: Phase.Open }) when complete.Pays => Showing(state with { Phase = Phase.Completed }, reply),
        ({ Status: 400, Code: "payment_declined" }, { Phase: Phase.Paying, Pays: false }) => [state with { Phase = Phase.Open }],
        ({ Status: 400, Code: "payment_declined" }, { Phase: Phase.Open }) when !complete.Pays => [state],
        ({ Status: 409, Code: "invalid_state" }, { Phase: Phase.Canceled }) => [state],
        _ => [],
    };

    private static SessionState[] Canceled(SessionState state, Seen reply) => (reply, state.Phase) switch
    {
        ({ Status: 200, Session: "canceled" }, Phase.Open) => Showing(state with { Phase = Phase.Canceled }, reply),
        ({ Status: 405 }, Phase.Completed or Phase.Canceled) => [state],
        _ => [],
    };

    // A reply shows the whole session; an order, once seen, is the only one there will ever be.
    private static SessionState[] Showing(SessionState state, Seen reply) => (reply.Quantity == state.Quantity, state, reply.Order) switch
    {
        (true, { Phase: Phase.Completed }, { } order) when state.Order is null || state.Order == order => [state with { Order = order }],
        (true, { Phase: not Phase.Completed }, null) => [state],
        _ => [],
    };

    private static bool MayHaveBegun(HistoryCall call) =>
        !call.IsKnown || call.Reply is { Status: 200 } or { Code: "payment_declined" };

    public static bool MayHaveBeenWithdrawn(HistoryCall call) => call.Reply is null or { Code: "payment_provider_unavailable" };

    private static string Name(Phase phase) => phase switch
    {
        Phase.Open => "ready_for_payment",
        Phase.Paying => "complete_in_progress",
        Phase.Completed => "completed",
        _ => "canceled",
    };
}
