using System.Globalization;
using Acp.Telemetry;
using Microsoft.Extensions.Logging;

namespace Acp.Payments.Stripe;

/// <summary>Charges shared payment tokens at Stripe, and at the fake, which speaks the same wire.</summary>
public sealed partial class StripeProvider : IPaymentProcessor, IProviderLedger
{
    public const string ChargePath = "/v1/payment_intents";
    private const string ChargeTarget = "POST " + ChargePath;

    private readonly StripeOptions options;
    private readonly ILogger log;
    private readonly StripeCalls calls;
    private readonly ChargeSearch search;
    private readonly StripeRefunds refunds;
    private readonly StripePages pages;
    private readonly StripeLedger ledger;
    private readonly string account;

    /// <param name="instruments">Null: nothing is measured.</param>
    public StripeProvider(HttpMessageInvoker http, StripeOptions options, TimeProvider clock, ILogger<StripeProvider> log, Instruments? instruments = null)
    {
        this.options = options;
        this.log = log;
        calls = new(new(http, options, clock), options, clock, log, instruments);
        search = new(calls, options.ApiVersion, clock, log);
        refunds = new(calls, options, clock, log);
        pages = new(calls, options, clock, log);
        ledger = new(calls, options, log);
        account = StripeAccount.Of(options);
    }

    public FrozenRequest Freeze(ChargeOrder order) =>
        new(ChargeTarget, ChargeBody.Write(options, order), options.ApiVersion, account);

    public string ReservationId(string token, string session, int attempt)
    {
        ArgumentNullException.ThrowIfNull(token);
        return token.StartsWith("tok_", StringComparison.Ordinal)
            ? string.Create(CultureInfo.InvariantCulture, $"{token}~{session}~{attempt}")
            : token;
    }

    public ValueTask<TokenLookup> LookUpToken(string token) => LookUp(token, reply => StripeAnswers.ToTokenLookUp(reply, token));

    public async ValueTask<ChargeAnswer> Charge(string providerKey, FrozenRequest request, DateTimeOffset notAfter)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Account != account || request.Target != ChargeTarget)
        {
            LogOtherAccount(providerKey, request.Account, account);
            return new ChargeAnswer.Unknown("frozen for another account");
        }

        var reply = await calls.Once(ChargePath, request, providerKey, notAfter);
        var answer = StripeAnswers.ToCharge(reply, request.Body.Span);
        switch (answer)
        {
            case ChargeAnswer.Unknown { Cause: var cause }:
                LogUnknown(providerKey, cause, RequestId(reply));
                break;
            case ChargeAnswer.NotExecuted:
                LogNotExecuted(providerKey, StripeAnswers.Cause(reply), ErrorCode(reply), RequestId(reply));
                break;
        }

        return answer;
    }

    public async ValueTask<ChargeFinding> FindCharge(ChargeTrace trace)
    {
        ArgumentNullException.ThrowIfNull(trace);
        if (trace.Request is { } request && request.Account != account)
        {
            LogSearchedElsewhere(trace.Session, trace.Attempt, request.Account, account);
            return new ChargeFinding.NotAnswered();
        }

        // Before the intents: once it can no longer be charged, an intent that is not in the list will never be.
        DateTimeOffset? saidAt = null;
        var token = await LookUp(trace.Token, reply =>
        {
            saidAt = (reply as StripeReply.Answered)?.SaidAt;
            return TellsCaptured(reply) ? StripeAnswers.ToTokenLookUp(reply, trace.Token) : new TokenLookup.NotAnswered();
        });
        return token switch
        {
            TokenLookup.Found { Facts: var facts } => await search.Find(trace, facts, saidAt),
            TokenLookup.Unknown => await search.Find(trace, null, saidAt),
            _ => new ChargeFinding.NotAnswered(),
        };
    }

    public async ValueTask<ChargeAnswer> LookUpIntent(string intentId)
    {
        var reply = await Get(IntentPath(intentId));
        return Logged("Intent look-up", reply, StripeAnswers.ToIntent(reply, intentId));
    }

    /// <remarks>
    /// Without an idempotency key: canceling twice is harmless in itself, while under a key Stripe would keep a first
    /// refusal («processing») and replay it for 24 h to an intent that could be canceled by then.
    /// </remarks>
    public async ValueTask<ChargeAnswer> CancelIntent(string intentId)
    {
        var reply = await calls.Repeated(new(HttpMethod.Post, IntentPath(intentId) + "/cancel", options.ApiVersion)
        {
            Body = ReadOnlyMemory<byte>.Empty,
            Priority = CallPriority.Charge,
        });
        return Logged("Cancel", reply, StripeAnswers.ToIntent(reply, intentId));
    }

    public FrozenRequest FreezePage(PageOrder order) => pages.Freeze(order);

    public ValueTask<PageAnswer> OpenPage(string providerKey, FrozenRequest request, DateTimeOffset notAfter)
    {
        ArgumentNullException.ThrowIfNull(request);
        return pages.Open(providerKey, request, notAfter);
    }

    public ValueTask<PageAnswer> LookUpPage(string pageId) => pages.LookUp(pageId);

    public ValueTask<PageAnswer> ExpirePage(string pageId) => pages.Expire(pageId);

    public ValueTask<PageFinding> FindPage(PageTrace trace)
    {
        ArgumentNullException.ThrowIfNull(trace);
        return pages.Find(trace);
    }

    public FrozenRequest FreezeRefund(RefundOrder order) => refunds.Freeze(order);

    public ValueTask<RefundAnswer> Refund(string providerKey, FrozenRequest request, DateTimeOffset notAfter)
    {
        ArgumentNullException.ThrowIfNull(request);
        return refunds.Send(providerKey, request, notAfter);
    }

    public ValueTask<PaymentFinding> FindPayment(string intentId, string account) => refunds.Find(intentId, account, withDisputes: true);

    public ValueTask<PaymentFinding> FindRefunds(string intentId, string account) => refunds.Find(intentId, account, withDisputes: false);

    public ValueTask<PaymentOrigin> FindOrigin(string intentId) => refunds.FindOrigin(intentId);

    public ValueTask<LedgerPage<LedgerPayment>> ListPayments(LedgerSpan span, string? after)
    {
        ArgumentNullException.ThrowIfNull(span);
        return ledger.Payments(span, after);
    }

    public ValueTask<LedgerPage<LedgerRefund>> ListRefunds(LedgerSpan span, string? after)
    {
        ArgumentNullException.ThrowIfNull(span);
        return ledger.Refunds(span, after);
    }

    // A token that does not say what was captured with it proves nothing.
    private static bool TellsCaptured(StripeReply reply) => reply is not StripeReply.Answered { Body.Token.TellsCaptured: false };

    private async ValueTask<TokenLookup> LookUp(string token, Func<StripeReply, TokenLookup> read)
    {
        if (!StripePaths.CanBeAnId(token))
        {
            return new TokenLookup.Unknown();
        }

        var reply = await Get(TokenPath(token));
        return Logged(reply, read(reply));
    }

    private ValueTask<StripeReply> Get(string path) => calls.Repeated(new(HttpMethod.Get, path, options.ApiVersion));

    private static string TokenPath(string token) => $"/v1/shared_payment/granted_tokens/{Uri.EscapeDataString(token)}";

    private static string IntentPath(string intentId) => $"{ChargePath}/{Uri.EscapeDataString(intentId)}";

    private TokenLookup Logged(StripeReply reply, TokenLookup answer)
    {
        if (answer is TokenLookup.NotAnswered)
        {
            LogNotAnswered("Token look-up", StripeAnswers.Cause(reply), RequestId(reply));
        }

        return answer;
    }

    private ChargeAnswer Logged(string call, StripeReply reply, ChargeAnswer answer)
    {
        if (answer is ChargeAnswer.Unknown or ChargeAnswer.NotExecuted)
        {
            LogNotAnswered(call, StripeAnswers.Cause(reply), RequestId(reply));
        }

        return answer;
    }

    private static string? ErrorCode(StripeReply reply) =>
        reply is StripeReply.Answered { Body.Error: { } error } ? error.Code ?? error.Type : null;

    private static string? RequestId(StripeReply reply) => (reply as StripeReply.Answered)?.RequestId;

    [LoggerMessage(LogLevel.Warning, "Charge {ProviderKey} unconfirmed ({Cause}, request {RequestId}); it is repeated or looked up.")]
    private partial void LogUnknown(string providerKey, string cause, string? requestId);

    [LoggerMessage(LogLevel.Warning, "This send of charge {ProviderKey} was not carried out ({Cause}, {Code}, request {RequestId}); the shopper is not told of a decline.")]
    private partial void LogNotExecuted(string providerKey, string cause, string? code, string? requestId);

    [LoggerMessage(LogLevel.Error, "Charge {ProviderKey} is frozen for account {Frozen}, ours is {Ours}; not sent, it stays unconfirmed.")]
    private partial void LogOtherAccount(string providerKey, string frozen, string ours);

    [LoggerMessage(LogLevel.Error, "Session {Session}, attempt {Attempt}, was sent to account {Sent}, ours is {Ours}; not searched, because another account's list proves nothing.")]
    private partial void LogSearchedElsewhere(string session, int? attempt, string sent, string ours);

    [LoggerMessage(LogLevel.Warning, "{Call} was not answered ({Cause}, request {RequestId}); nothing is concluded from it.")]
    private partial void LogNotAnswered(string call, string cause, string? requestId);
}
