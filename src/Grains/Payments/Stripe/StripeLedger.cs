using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Acp.Payments.Stripe;

/// <summary>
/// Stripe's lists of a span of time. They are complete and immediate, which its search by metadata is not. They are read
/// behind everything else that calls: whoever compares can wait, a shopper cannot.
/// </summary>
internal sealed partial class StripeLedger(StripeCalls calls, StripeOptions options, ILogger log)
{
    // Stripe's largest page.
    private const int PageSize = 100;

    // An intent has 2 to 4 KiB, and up to 25 KiB of metadata of other systems.
    private const int LongestPage = 8 << 20;

    public async ValueTask<LedgerPage<LedgerPayment>> Payments(LedgerSpan span, string? after)
    {
        var reply = await Get(StripeProvider.ChargePath, span, after, "&expand[0]=data.latest_charge");
        return reply is StripeReply.Answered { Status: 200, Body.List: { } list }
            ? Page(list.Intents, list.HasMore, it => (it.Id, it.CreatedAt), Payment)
            : Failed<LedgerPayment>(StripeProvider.ChargePath, reply);
    }

    public async ValueTask<LedgerPage<LedgerRefund>> Refunds(LedgerSpan span, string? after)
    {
        var reply = await Get(StripeRefunds.RefundPath, span, after);
        return reply is StripeReply.Answered { Status: 200, Body.Refunds: { } list }
            ? Page(list.Items, list.HasMore, it => (it.Id, it.CreatedAt), it => new LedgerRefund(it.Id, it.Intent, it.Order))
            : Failed<LedgerRefund>(StripeRefunds.RefundPath, reply);
    }

    private ValueTask<StripeReply> Get(string path, LedgerSpan span, string? after, string more = "")
    {
        var place = after is null ? "" : $"&starting_after={Uri.EscapeDataString(after)}";
        var query = string.Create(
            CultureInfo.InvariantCulture,
            $"{path}?created[gte]={Math.Max(0, span.From.ToUnixTimeSeconds())}&created[lt]={Math.Max(0, span.To.ToUnixTimeSeconds())}&limit={PageSize}{more}{place}");
        return calls.Repeated(new(HttpMethod.Get, query, options.ApiVersion) { LongestReply = LongestPage, Priority = CallPriority.Background });
    }

    private static LedgerPage<TItem>.Listed Page<T, TItem>(
        IReadOnlyList<T> read, bool hasMore, Func<T, (string Id, DateTimeOffset CreatedAt)> named, Func<T, TItem?> toItem)
        where TItem : class => new(
        [.. read.Select(toItem).OfType<TItem>()],
        read.Count > 0 ? named(read[^1]).CreatedAt : null,
        hasMore ? named(read[^1]).Id : null);

    // What does not bear our names is another system's.
    private static LedgerPayment? Payment(StripeIntent intent) => intent is { Session: { } session, Amount: { } amount, Currency: { } currency }
        ? new(
            intent.Id,
            session,
            int.TryParse(intent.Attempt, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null,
            StateOf(intent),
            amount,
            intent.Received ?? 0,
            intent.Refunded,
            currency,
            intent.CreatedAt)
        : null;

    private static LedgerState StateOf(StripeIntent intent) => intent.Status switch
    {
        "succeeded" => LedgerState.Paid,
        "canceled" => LedgerState.Over,
        "requires_payment_method" when !StripeAnswers.MayBeAtWork(intent) => LedgerState.Over,
        _ => LedgerState.Open,
    };

    private LedgerPage<T> Failed<T>(string path, StripeReply reply)
    {
        LogNotListed(path, StripeAnswers.Cause(reply), (reply as StripeReply.Answered)?.RequestId);
        return reply is StripeReply.Answered { Status: 400 or 401 or 403 or 404, Body.Error: not null }
            ? new LedgerPage<T>.Refused()
            : new LedgerPage<T>.NotAnswered();
    }

    [LoggerMessage(LogLevel.Warning, "The list {Path} was not told ({Cause}, request {RequestId}); nothing is compared with it.")]
    private partial void LogNotListed(string path, string cause, string? requestId);
}
