namespace Acp.History.Tests;

/// <summary>All that is held against a history.</summary>
internal static class HistoryRules
{
    /// <param name="quantity">The cart's, when the session was created.</param>
    /// <returns>What is wrong, with the calls that show it; null where nothing is known to be.</returns>
    public static string? Breach(IReadOnlyList<HistoryCall> history, int quantity) =>
        OneKeyTwoReplies(history) ?? InFlightAlone(history) ?? NoOrder(history, quantity);

    private static string? OneKeyTwoReplies(IReadOnlyList<HistoryCall> history)
    {
        var broken = history.Where(call => call.Key is not null && call.Reply is { IsExecuted: true }).GroupBy(call => call.Key)
            .FirstOrDefault(key => key.Select(call => (call.Reply!.Status, call.Reply.Body)).Distinct().Count() > 1);
        return broken is null ? null : Tell($"The replies to {broken.Key} differ:", broken);
    }

    private static string? InFlightAlone(IReadOnlyList<HistoryCall> history)
    {
        var alone = history.FirstOrDefault(call => call.Reply is { IsInFlight: true } && !history.Any(other =>
            other != call && other.Key == call.Key && other.IsBeside(call)));
        return alone is null ? null : Tell("In flight, but nothing else with its key was under way:", [alone]);
    }

    private static string? NoOrder(IReadOnlyList<HistoryCall> history, int quantity) =>
        Linearizability.SmallestPrefix(history, quantity) is { } prefix
            ? Tell($"Not linearizable from quantity {quantity}; this is the smallest prefix that is not:", prefix)
            : null;

    private static string Tell(string what, IEnumerable<HistoryCall> calls) =>
        string.Join(Environment.NewLine, calls.OrderBy(call => call.Invoked).Select(call => call.ToString()).Prepend(what));
}
