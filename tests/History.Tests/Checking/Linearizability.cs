namespace Acp.History.Tests;

/// <summary>
/// Looks for an order of a history's calls, each at some moment between its invocation and its return, in which the
/// model gives every reply. After Wing and Gong, with Lowe's memory of what was tried before.
/// </summary>
internal sealed class Linearizability
{
    private const int MostCalls = 64;

    // Histories that have an order show it within hundreds of steps. After so many none is looked for any more, and
    // nothing is known of the history.
    private const int MostSteps = 100_000;

    private readonly HistoryCall[] calls;
    private readonly ulong[] keys;
    private readonly Seen?[] keptReplies;

    // A complete says «in progress» to others from when it looks its token up: before, and while, reads show the session open.
    private readonly bool[] besideComplete;
    private readonly HashSet<(UInt128 Done, SessionState State)> tried = [];
    private readonly Interchange interchange;

    private Linearizability(IReadOnlyList<HistoryCall> history)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(history.Count, MostCalls);
        calls = [.. history.OrderBy(call => call.Invoked)];
        besideComplete = [.. calls.Select(call => calls.Any(other => other != call && other.Operation is Operation.Complete && other.IsBeside(call)))];
        var names = calls.Select(call => call.Key).OfType<string>().Distinct().ToList();
        keys = [.. calls.Select(call => call.Key is null ? 0 : 1UL << names.IndexOf(call.Key))];
        var replies = calls.Where(call => call.Key is not null && call.Reply is { IsExecuted: true }).DistinctBy(call => call.Key).ToDictionary(call => call.Key!, call => call.Reply);
        keptReplies = [.. calls.Select(call => call.Key is null ? null : replies.GetValueOrDefault(call.Key))];
        interchange = new Interchange(calls);
    }

    /// <summary>Questions asked until the answer.</summary>
    public int Asked => tried.Count;

    /// <returns>Null where the search was given up.</returns>
    public static bool? Holds(IReadOnlyList<HistoryCall> history, int quantity) => Of(history, quantity).Holds;

    public static (bool? Holds, int Asked) Of(IReadOnlyList<HistoryCall> history, int quantity)
    {
        var search = new Linearizability(history);
        var found = search.Search(0, SessionState.New(quantity));
        return (found ? true : search.Asked > MostSteps ? null : false, search.Asked);
    }

    /// <returns>
    /// The shortest beginning of the history of which it is known that it has no such order; null where the whole has
    /// one, or where that was not decided.
    /// </returns>
    public static IReadOnlyList<HistoryCall>? SmallestPrefix(IReadOnlyList<HistoryCall> history, int quantity)
    {
        if (Holds(history, quantity) != false)
        {
            return null;
        }

        // A history that has an order has one for each of its beginnings, so the first without is found by halving.
        var returns = history.Select(call => call.Returned).Where(time => time != HistoryCall.Never).Order().ToArray();
        var (low, high) = (0, returns.Length - 1);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = Holds(Until(history, returns[middle]), quantity) != false ? (middle + 1, high) : (low, middle);
        }

        return Until(history, returns[low]);
    }

    private static HistoryCall[] Until(IReadOnlyList<HistoryCall> history, long time) =>
        [.. history.Where(call => call.Invoked <= time).OrderBy(call => call.Invoked).Select(call => call.At(time))];

    private bool Search(UInt128 done, SessionState state)
    {
        var deadline = Deadline(done);
        if (deadline == HistoryCall.Never)
        {
            return true;
        }

        if (tried.Count > MostSteps || !tried.Add((done = interchange.Canonical(done), state)))
        {
            return false;
        }

        return Harmless(done, state, deadline) is { } sure
            ? Search(sure.Done, sure.State)
            : Steps(done, state, deadline).OrderBy(step => step.Rank).ToArray().Any(step => Search(step.Done, step.State));
    }

    /// <summary>
    /// A call that fits now and could have changed nothing at any other time either: it can go first without loss, and
    /// all other orders of it need not be tried.
    /// </summary>
    private (UInt128 Done, SessionState State)? Harmless(UInt128 done, SessionState state, long deadline)
    {
        for (var i = 0; i < calls.Length && calls[i].Invoked < deadline; i++)
        {
            if ((done & Took(i)) == 0 && calls[i].IsKnown && ChangesNothing(i, done, state))
            {
                foreach (var after in Effects(i, state))
                {
                    return (done | Took(i), after);
                }
            }
        }

        return null;
    }

    private bool ChangesNothing(int i, UInt128 done, SessionState state) => calls[i] switch
    {
        { Operation: Operation.Retrieve } => true,
        _ when (state.Kept & keys[i]) != 0 => true,
        _ when state.Phase is Phase.Completed or Phase.Canceled => true,

        // A decline may still be the end of a payment that this call began.
        { Operation: Operation.Complete, Reply.Code: "payment_declined" } => state.Phase == Phase.Open && (done & Began(i)) != 0,
        var call => call.Reply!.Status >= 400,
    };

    /// <returns>The first return of a call that must have its place and has none; <see cref="HistoryCall.Never"/> where all have.</returns>
    private long Deadline(UInt128 done)
    {
        var first = HistoryCall.Never;
        for (var i = 0; i < calls.Length; i++)
        {
            if (calls[i].IsKnown && (done & Took(i)) == 0 && calls[i].Returned < first)
            {
                first = calls[i].Returned;
            }
        }

        return first;
    }

    /// <returns>The rank says what to try first: what must come soonest, last of all what need not come.</returns>
    private IEnumerable<(UInt128 Done, SessionState State, long Rank)> Steps(UInt128 done, SessionState state, long deadline)
    {
        for (var i = 0; i < calls.Length && calls[i].Invoked < deadline; i++)
        {
            if ((done & Took(i)) != 0)
            {
                continue;
            }

            if ((state.Kept & keys[i]) == 0 && (done & Began(i)) == 0 && SessionModel.Begin(state, calls[i]) is { } begun)
            {
                yield return (done | Began(i), begun, calls[i].IsKnown ? calls[i].Returned : HistoryCall.Never - 1);
            }

            foreach (var after in Effects(i, state))
            {
                yield return (done | Took(i), after, calls[i].IsKnown ? calls[i].Returned : HistoryCall.Never);
            }
        }
    }

    private IEnumerable<SessionState> Effects(int i, SessionState state)
    {
        var call = calls[i];
        if (call.Reply is { IsInProgress: true } && besideComplete[i])
        {
            return [state];
        }

        if (call.IsKnown)
        {
            return (state.Kept & keys[i]) != 0 && call.Reply!.IsExecuted
                ? [state] // The kept reply again, whatever has become of the session.
                : SessionModel.Known(state, call.Operation, call.Reply!).Select(after => Keeping(after, i, call.Reply!));
        }

        // A call whose reply was lost has kept what a repeat of its key was told.
        return call.Reply is null && keptReplies[i] is { } kept
            ? (state.Kept & keys[i]) != 0 ? [] : SessionModel.Known(state, call.Operation, kept).Select(after => Keeping(after, i, kept))
            : SessionModel.Unknown(state, call);
    }

    private SessionState Keeping(SessionState state, int i, Seen reply) => reply.IsExecuted ? state with { Kept = state.Kept | keys[i] } : state;

    private static UInt128 Began(int i) => UInt128.One << (2 * i);

    private static UInt128 Took(int i) => UInt128.One << ((2 * i) + 1);
}
