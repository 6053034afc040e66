using Acp.Attention;
using Acp.Due;
using Acp.Store;

namespace Acp.Gateway.Admin.Attention;

/// <summary>What needs a person now. Each question is answered from an index of those few that are marked, however much is stored.</summary>
internal sealed class AttentionBoard(IInventory inventory, DueLag due, TimeProvider clock)
{
    /// <summary>Of each kind; the lists of each surface have the rest.</summary>
    public const int Shown = 20;

    /// <param name="shown">States of each kind that are read and shown.</param>
    public async ValueTask<AttentionReport> Read(int shown = Shown)
    {
        var now = clock.GetUtcNow();
        return new AttentionReport(
            now,
            await inventory.FindMarked(Marks.UnknownAttempt, now - Marks.UnderWay, shown),
            await inventory.FindMarked(Marks.Waiting, now - Marks.LongWait, shown),
            await inventory.FindMarked(Marks.UnknownRefund, now - Marks.UnderWay, shown),
            await inventory.FindMarked(Marks.DeadLetter, now, shown),
            await inventory.FindMarked(Marks.LeftEvent, now, shown),
            await inventory.FindMarked(Marks.UnconfirmedRevocation, now - Marks.UnderWay, shown),
            await inventory.FindMarked(Marks.Contradiction, now, shown),
            await due.Measure());
    }
}

internal sealed record AttentionReport(
    DateTimeOffset At,
    MarkedStates UnknownAttempts,
    MarkedStates WaitingSessions,
    MarkedStates UnknownRefunds,
    MarkedStates DeadLetters,
    MarkedStates LeftEvents,
    MarkedStates UnconfirmedRevocations,
    MarkedStates Contradictions,
    IReadOnlyList<KindLag> Overdue)
{
    /// <summary>What people can see to; that a loop is behind is another matter.</summary>
    public long Total => UnknownAttempts.Count + WaitingSessions.Count + UnknownRefunds.Count + DeadLetters.Count + LeftEvents.Count
        + UnconfirmedRevocations.Count + Contradictions.Count;
}
