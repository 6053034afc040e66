namespace Acp.Payments;

/// <summary>
/// What the payment processor holds of a span of time, for comparing it with what we hold. It decides about no charge: a
/// session that is told of a difference asks the processor itself.
/// </summary>
public interface IProviderLedger
{
    /// <summary>A page of the payments that were begun in the span, newest first: those that bear a session's name.</summary>
    /// <param name="after">The <see cref="LedgerPage{T}.Listed.Next"/> of the page before; null for the first.</param>
    ValueTask<LedgerPage<LedgerPayment>> ListPayments(LedgerSpan span, string? after);

    /// <summary>A page of the refunds that were made in the span, newest first, whoever made them.</summary>
    /// <param name="after">As of <see cref="ListPayments"/>.</param>
    ValueTask<LedgerPage<LedgerRefund>> ListRefunds(LedgerSpan span, string? after);
}

/// <param name="From">Inclusive; the processor counts whole seconds.</param>
/// <param name="To">Exclusive.</param>
public sealed record LedgerSpan(DateTimeOffset From, DateTimeOffset To);

/// <summary>What a wish for a page came to. The private constructor closes the hierarchy.</summary>
public abstract record LedgerPage<T>
{
    private LedgerPage() { }

    /// <param name="OldestAt">When the page's oldest was made, those included that are not ours; null where the page is empty.</param>
    /// <param name="Next">Null on the last page.</param>
    public sealed record Listed(IReadOnlyList<T> Items, DateTimeOffset? OldestAt, string? Next) : LedgerPage<T>;

    /// <summary>The processor will not tell: the key may not read it, or the question is wrong. Asking again does not help.</summary>
    public sealed record Refused : LedgerPage<T>;

    /// <summary>It did not answer, or not so that it can be read. It proves nothing.</summary>
    public sealed record NotAnswered : LedgerPage<T>;
}

/// <param name="Attempt">Null where its name cannot be read.</param>
/// <param name="Amount">Minor units that were asked for.</param>
/// <param name="Received">Minor units that were taken.</param>
/// <param name="Refunded">Minor units of all refunds that did not come to nothing.</param>
/// <param name="Currency">ISO 4217, lower case.</param>
public sealed record LedgerPayment(
    string IntentId, string Session, int? Attempt, LedgerState State, long Amount, long Received, long Refunded, string Currency, DateTimeOffset CreatedAt)
{
    /// <summary>All that was taken has gone back.</summary>
    public bool IsGivenBack => State == LedgerState.Paid && Refunded >= Received;
}

public enum LedgerState
{
    /// <summary>The money moved.</summary>
    Paid,

    /// <summary>It may still be paid, or is in a state that this version does not know.</summary>
    Open,

    /// <summary>Declined or canceled: no money moved.</summary>
    Over,
}

/// <param name="IntentId">The payment's; null where it is of a charge that no payment made.</param>
/// <param name="Order">Our order, as its metadata says; null where another system made it.</param>
public sealed record LedgerRefund(string RefundId, string? IntentId, string? Order);
