using Acp.Store;

namespace Acp.Payments;

/// <summary>
/// The payment processor's own page, on which a shopper pays. An open page is an attempt to collect: it can be paid at any
/// moment until the processor confirms that it cannot. Every answer is one of the closed sets below; an adapter never
/// throws for what the network or the processor does, and never turns «don't know» into yes or no.
/// </summary>
public interface IHostedPages
{
    /// <summary>The bytes that will be sent for a page, now and at every repeat. Pure: committed before the first byte leaves.</summary>
    FrozenRequest FreezePage(PageOrder order);

    /// <summary>Sends the frozen request under its key, once. The caller has committed this very send before.</summary>
    /// <param name="providerKey"><c>acp:{session}:{number}</c>, as of any other attempt: the same at every repeat.</param>
    /// <param name="notAfter">
    /// Read again as the last thing before the first byte leaves: from then on the provider may have forgotten the key, and
    /// the answer is <see cref="PageAnswer.NotExecuted"/>.
    /// </param>
    /// <returns>The page as it was when it was made: a repeat of the key is answered so, whatever became of it since.</returns>
    ValueTask<PageAnswer> OpenPage(string providerKey, FrozenRequest request, DateTimeOffset notAfter);

    /// <summary>The page as it is now.</summary>
    ValueTask<PageAnswer> LookUpPage(string pageId);

    /// <summary>Closes a page for certain. <see cref="PageAnswer.Expired"/> is the confirmation; anything else is not: it may be paid.</summary>
    ValueTask<PageAnswer> ExpirePage(string pageId);

    /// <summary>Looks for the page of an attempt whose answer was lost, without sending anything.</summary>
    ValueTask<PageFinding> FindPage(PageTrace trace);
}

/// <summary>What a page is to collect. Its lines come to <paramref name="Amount"/>: every price, tax and discount is ours.</summary>
/// <param name="Amount">Minor units.</param>
/// <param name="Currency">ISO 4217, lower case.</param>
/// <param name="Email">The shopper's, filled in for them; null where it is not known.</param>
/// <param name="ExpiresAt">Whole seconds. From then on the provider takes no payment on it.</param>
/// <param name="SuccessUrl">Where the shopper is sent after paying: nothing but the shopper's own word, and never taken for a payment.</param>
/// <param name="CancelUrl">Where the shopper is sent who turns back; the page stays open.</param>
public sealed record PageOrder(
    string Session,
    int Attempt,
    long Amount,
    string Currency,
    IReadOnlyList<PageLine> Lines,
    PageShipping? Shipping,
    string? Email,
    DateTimeOffset ExpiresAt,
    Uri SuccessUrl,
    Uri CancelUrl);

/// <param name="Amount">Minor units of the whole line, net of discounts and without tax.</param>
/// <param name="Quantity">For people to read; the line costs what <paramref name="Amount"/> says.</param>
public sealed record PageLine(string Name, int Quantity, long Amount);

/// <param name="Amount">Minor units of all that is delivered, without tax.</param>
public sealed record PageShipping(string Name, long Amount);

/// <summary>A page at the provider.</summary>
/// <param name="Url">Where the shopper pays. Whoever has it can pay, and see what is bought.</param>
/// <param name="Amount">What it collects, as the provider says: minor units.</param>
public sealed record HostedPage(string Id, string Url, DateTimeOffset ExpiresAt, long Amount, string Currency) : Stored
{
    // The record's default would print the address into a log or an exception.
    public override string ToString() => $"page {Id} of {Amount} {Currency}";
}

/// <summary>
/// The provider's answer about a page, as it came over the wire. Whether it settles the attempt is decided with the
/// attempt's record: <see cref="Rejected"/> and <see cref="NotExecuted"/> say nothing about an earlier send. The private
/// constructor closes the hierarchy.
/// </summary>
public abstract record PageAnswer
{
    private PageAnswer() { }

    /// <summary>It can be paid.</summary>
    public sealed record Open(HostedPage Page) : PageAnswer;

    /// <summary>The money moved.</summary>
    /// <param name="Amount">Minor units that were collected, as the provider says.</param>
    public sealed record Paid(string PageId, string IntentId, long Amount, string Currency) : PageAnswer;

    /// <summary>The shopper is through with it, and the money is still to come, or not: the intent tells.</summary>
    /// <param name="Amount">Minor units that are to come, as the provider says.</param>
    public sealed record Pending(string PageId, string IntentId, long Amount, string Currency) : PageAnswer;

    /// <summary>It can never be paid.</summary>
    public sealed record Expired(string PageId) : PageAnswer;

    /// <summary>400 about what was asked, such as an amount below the least: no page was made, if this was the only send.</summary>
    /// <param name="Reason">As text for people; free of ids.</param>
    public sealed record Rejected(string Reason) : PageAnswer;

    /// <summary>401, 403, 429, no connection before the first byte, or not sent at all: not carried out, if this was the only send.</summary>
    public sealed record NotExecuted : PageAnswer;

    /// <summary>Time-out, broken connection, 5xx, 409, 424, unreadable: it may or may not have been carried out.</summary>
    public sealed record Unknown(string Cause) : PageAnswer
    {
        /// <summary>
        /// False where the provider has said that a repeat gets the same answer for as long as it keeps the key: only
        /// <see cref="IHostedPages.FindPage"/> can settle it.
        /// </summary>
        public bool MayRepeat { get; init; } = true;
    }
}

/// <param name="Account">The account it was sent to; another one's list proves nothing.</param>
/// <param name="From">Nothing of it can be older.</param>
/// <param name="Until">Nor younger: so that a busy account, too, can be read to the end.</param>
public sealed record PageTrace(string Session, int Attempt, string Account, DateTimeOffset From, DateTimeOffset Until);

/// <summary>What a search for an attempt's page came to. The private constructor closes the hierarchy.</summary>
public abstract record PageFinding
{
    private PageFinding() { }

    /// <summary>The page as it is now.</summary>
    public sealed record Found(PageAnswer Answer) : PageFinding;

    /// <summary>Every page that could be ours was read, and none is.</summary>
    /// <param name="SaidAt">When the provider began to tell, by its own clock; null where it did not say.</param>
    public sealed record NoneOfOurs(DateTimeOffset? SaidAt) : PageFinding;

    /// <summary>Not everything could be read. It proves nothing.</summary>
    public sealed record NotAnswered : PageFinding;
}
