using Acp.Payments;

namespace Acp.Reconciling;

/// <summary>How much of a span was compared, and what was found. The private constructor closes the hierarchy.</summary>
public abstract record Slice
{
    private Slice() { }

    /// <param name="Covered">Up to the end of what was asked; it begins later where more was there than is read at once.</param>
    /// <param name="Payments">Of ours at the provider, begun in it.</param>
    /// <param name="Orders">Of ours, placed in it and paid.</param>
    /// <param name="Findings">Oldest first.</param>
    /// <param name="Unanswered">Payments that the provider would not tell of, by their orders: nothing is said of them.</param>
    public sealed record Compared(LedgerSpan Covered, int Payments, int Orders, IReadOnlyList<Finding> Findings, IReadOnlyList<string> Unanswered) : Slice;

    /// <summary>The provider will not tell, however often it is asked.</summary>
    public sealed record Refused : Slice;

    /// <summary>The provider did not answer; nothing is said.</summary>
    public sealed record NotAnswered : Slice;
}
