using Microsoft.Extensions.Logging;

namespace Acp.Payments.Stripe;

/// <summary>Refunds at Stripe, and what else became of a payment.</summary>
internal sealed partial class StripeRefunds(StripeCalls calls, StripeOptions options, TimeProvider clock, ILogger log)
{
    public const string RefundPath = "/v1/refunds";
    private const string RefundTarget = "POST " + RefundPath;
    private const string DisputePath = "/v1/disputes";

    // Stripe's largest page; 20 of them are 2,000 refunds of one payment.
    private const int PageSize = 100;
    private const int MostPages = 20;

    // Metadata of other systems alone may be 25 KiB an object.
    private const int LongestPage = 8 << 20;

    // An order must not be held by a look-up for longer.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private readonly string account = StripeAccount.Of(options);

    public FrozenRequest Freeze(RefundOrder order) => new(RefundTarget, RefundBody.Write(order), options.ApiVersion, account);

    public async ValueTask<RefundAnswer> Send(string providerKey, FrozenRequest request, DateTimeOffset notAfter)
    {
        if (request.Account != account || request.Target != RefundTarget)
        {
            LogOtherAccount(providerKey, request.Account, account);
            return new RefundAnswer.Unknown("frozen for another account") { MayRepeat = false };
        }

        var reply = await calls.Once(RefundPath, request, providerKey, notAfter);
        var answer = RefundAnswers.ToRefund(reply, request.Body.Span);
        switch (answer)
        {
            case RefundAnswer.Unknown { Cause: var cause }:
                LogUnknown(providerKey, cause, RequestId(reply));
                break;
            case RefundAnswer.NotExecuted:
                LogNotExecuted(providerKey, StripeAnswers.Cause(reply), RequestId(reply));
                break;
        }

        return answer;
    }

    public async ValueTask<PaymentFinding> Find(string intentId, string madeOn, bool withDisputes)
    {
        if (!StripeAccount.MayBeOne(madeOn, account))
        {
            LogSearchedElsewhere(intentId, madeOn, account);
            return new PaymentFinding.NotAnswered();
        }

        if (!StripePaths.CanBeAnId(intentId))
        {
            return new PaymentFinding.NoSuchPayment();
        }

        var reply = await Get(IntentPath(intentId));
        return reply switch
        {
            StripeReply.Answered { Status: 200, Body.Intent: { Received: { } received, Currency: { } currency } intent } when intent.Id == intentId =>
                await Find(new PaymentFacts(intentId, received, currency, intent.Session, [], []), withDisputes),
            _ when StripeAnswers.SaysUnknown(reply) => new PaymentFinding.NoSuchPayment(),
            _ => NotAnswered("Payment", reply),
        };
    }

    public async ValueTask<PaymentOrigin> FindOrigin(string intentId)
    {
        if (!StripePaths.CanBeAnId(intentId))
        {
            return new PaymentOrigin.NotOurs();
        }

        var reply = await Get(IntentPath(intentId));
        switch (reply)
        {
            case StripeReply.Answered { Status: 200, Body.Intent: { } intent } when intent.Id == intentId:
                return intent.Session is { } session ? new PaymentOrigin.OfSession(session) : new PaymentOrigin.NotOurs();
            case var _ when StripeAnswers.SaysUnknown(reply):
                return new PaymentOrigin.NotOurs();
            default:
                NotAnswered("Payment", reply);
                return new PaymentOrigin.NotAnswered();
        }
    }

    private async ValueTask<PaymentFinding> Find(PaymentFacts payment, bool withDisputes)
    {
        var refunds = await ReadAll(RefundPath, payment.IntentId, body => body.Refunds, it => (it.Id, it.Intent));
        var disputes = refunds is null ? null : !withDisputes ? [] : await ReadAll(DisputePath, payment.IntentId, body => body.Disputes, it => (it.Id, it.Intent));
        return refunds is null || disputes is null ? new PaymentFinding.NotAnswered() : new PaymentFinding.Found(payment with
        {
            Refunds = [.. refunds.Select(RefundAnswers.Facts)],
            Disputes = [.. disputes.Select(RefundAnswers.Facts)],
        });
    }

    /// <returns>All of the payment's, newest first; null where not all could be read.</returns>
    private async ValueTask<IReadOnlyList<T>?> ReadAll<T>(
        string path, string intentId, Func<StripeBody, StripePage<T>?> page, Func<T, (string Id, string? Intent)> named)
        where T : class
    {
        var query = $"{path}?payment_intent={Uri.EscapeDataString(intentId)}&limit={PageSize}";
        var started = clock.GetTimestamp();
        List<T> all = [];
        for (var pages = 0; pages < MostPages && clock.GetElapsedTime(started) < Longest; pages++)
        {
            var reply = await Get(all.Count == 0 ? query : $"{query}&starting_after={Uri.EscapeDataString(named(all[^1]).Id)}");
            if (reply is not StripeReply.Answered { Status: 200, Body: { } body } || page(body) is not { } read
                || read.Items.Any(it => named(it).Intent != intentId))
            {
                NotAnswered(path, reply); // A list of others' would be taken for ours.
                return null;
            }

            all.AddRange(read.Items);
            if (!read.HasMore)
            {
                return all;
            }
        }

        LogTooMany(intentId, path);
        return null;
    }

    private ValueTask<StripeReply> Get(string path) => calls.Repeated(new(HttpMethod.Get, path, options.ApiVersion) { LongestReply = LongestPage });

    private static string IntentPath(string intentId) => $"{StripeProvider.ChargePath}/{Uri.EscapeDataString(intentId)}";

    private PaymentFinding.NotAnswered NotAnswered(string what, StripeReply reply)
    {
        LogNotAnswered(what, StripeAnswers.Cause(reply), RequestId(reply));
        return new();
    }

    private static string? RequestId(StripeReply reply) => (reply as StripeReply.Answered)?.RequestId;

    [LoggerMessage(LogLevel.Warning, "Refund {ProviderKey} unconfirmed ({Cause}, request {RequestId}); it is repeated or looked up.")]
    private partial void LogUnknown(string providerKey, string cause, string? requestId);

    [LoggerMessage(LogLevel.Warning, "This send of refund {ProviderKey} was not carried out ({Cause}, request {RequestId}).")]
    private partial void LogNotExecuted(string providerKey, string cause, string? requestId);

    [LoggerMessage(LogLevel.Error, "Refund {ProviderKey} is frozen for account {Frozen}, ours is {Ours}; not sent, it stays unconfirmed.")]
    private partial void LogOtherAccount(string providerKey, string frozen, string ours);

    [LoggerMessage(LogLevel.Error, "Payment {IntentId} was made on account {MadeOn}, ours is {Ours}; not looked up, because another account's lists prove nothing.")]
    private partial void LogSearchedElsewhere(string intentId, string madeOn, string ours);

    [LoggerMessage(LogLevel.Warning, "Look-up of {What} was not answered ({Cause}, request {RequestId}); nothing is concluded from it.")]
    private partial void LogNotAnswered(string what, string cause, string? requestId);

    [LoggerMessage(LogLevel.Error, "Payment {IntentId} has more at {Path} than is read; nothing is concluded from what was.")]
    private partial void LogTooMany(string intentId, string path);
}
