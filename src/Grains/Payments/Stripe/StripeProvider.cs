using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Acp.Payments.Stripe;

/// <summary>Charges shared payment tokens at Stripe, and at the fake, which speaks the same wire.</summary>
public sealed partial class StripeProvider(
    HttpMessageInvoker http, StripeOptions options, TimeProvider clock, ILogger<StripeProvider> log) : IPaymentProvider
{
    private const string ChargePath = "/v1/payment_intents";
    private const string ChargeTarget = "POST " + ChargePath;

    // Longer than any id of Stripe's; what is longer is not worth a call.
    private const int LongestToken = 255;

    private readonly StripeWire wire = new(http, options, clock);
    private readonly string account = StripeAccount.Of(options);

    public FrozenRequest Freeze(ChargeOrder order) =>
        new(ChargeTarget, ChargeBody.Write(options.ChargeForm, order), options.ApiVersion, account);

    public string ReservationId(string token, string session, int attempt)
    {
        ArgumentNullException.ThrowIfNull(token);
        return token.StartsWith("tok_", StringComparison.Ordinal)
            ? string.Create(CultureInfo.InvariantCulture, $"{token}~{session}~{attempt}")
            : token;
    }

    public async ValueTask<TokenLookup> LookUpToken(string token)
    {
        if (!CanBeAToken(token))
        {
            return new TokenLookup.Unknown();
        }

        var reply = await wire.Get($"/v1/shared_payment/granted_tokens/{Uri.EscapeDataString(token)}");
        var answer = StripeAnswers.ToTokenLookUp(reply, token);
        if (answer is TokenLookup.NotAnswered)
        {
            LogNotAnswered("Token look-up", Cause(reply), RequestId(reply));
        }

        return answer;
    }

    public async ValueTask<ChargeAnswer> Charge(string providerKey, FrozenRequest request, DateTimeOffset notAfter)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Account != account || request.Target != ChargeTarget)
        {
            LogOtherAccount(providerKey, request.Account, account);
            return new ChargeAnswer.Unknown("frozen for another account");
        }

        if (clock.GetUtcNow() >= notAfter)
        {
            return new ChargeAnswer.NotExecuted();
        }

        var reply = await wire.Send(HttpMethod.Post, ChargePath, request.Body, request.ApiVersion, providerKey);
        var answer = StripeAnswers.ToCharge(reply, request.Body.Span);
        switch (answer)
        {
            case ChargeAnswer.Unknown { Cause: var cause }:
                LogUnknown(providerKey, cause, RequestId(reply));
                break;
            case ChargeAnswer.NotExecuted:
                LogNotExecuted(providerKey, Cause(reply), ErrorCode(reply), RequestId(reply));
                break;
        }

        return answer;
    }

    public ValueTask<ChargeFinding> FindCharge(ChargeTrace trace) => new(new ChargeFinding.NotAnswered());

    public async ValueTask<ChargeAnswer> LookUpIntent(string intentId)
    {
        var reply = await wire.Get(IntentPath(intentId));
        return Logged("Intent look-up", reply, StripeAnswers.ToIntent(reply, intentId));
    }

    /// <remarks>
    /// Without an idempotency key: canceling twice is harmless in itself, while under a key Stripe would keep a first
    /// refusal («processing») and replay it for 24 h to an intent that could be canceled by then.
    /// </remarks>
    public async ValueTask<ChargeAnswer> CancelIntent(string intentId)
    {
        var reply = await wire.Send(
            HttpMethod.Post, IntentPath(intentId) + "/cancel", ReadOnlyMemory<byte>.Empty, options.ApiVersion, null);
        return Logged("Cancel", reply, StripeAnswers.ToIntent(reply, intentId));
    }

    private static string IntentPath(string intentId) => $"{ChargePath}/{Uri.EscapeDataString(intentId)}";

    // A caller's token becomes part of a path. Escaping leaves dots alone, and dots are all it takes to walk up.
    private static bool CanBeAToken(string token) =>
        !string.IsNullOrWhiteSpace(token) && token.Length <= LongestToken && token.Trim('.').Length > 0;

    private ChargeAnswer Logged(string call, StripeReply reply, ChargeAnswer answer)
    {
        if (answer is ChargeAnswer.Unknown or ChargeAnswer.NotExecuted)
        {
            LogNotAnswered(call, Cause(reply), RequestId(reply));
        }

        return answer;
    }

    private static string Cause(StripeReply reply) => reply switch
    {
        StripeReply.Answered it => $"status {it.Status.ToString(CultureInfo.InvariantCulture)}",
        StripeReply.NotSent it => it.Cause,
        StripeReply.NoAnswer it => it.Cause,
        _ => "",
    };

    private static string? ErrorCode(StripeReply reply) =>
        reply is StripeReply.Answered { Body.Error: { } error } ? error.Code ?? error.Type : null;

    private static string? RequestId(StripeReply reply) => (reply as StripeReply.Answered)?.RequestId;

    [LoggerMessage(LogLevel.Warning, "Charge {ProviderKey} unconfirmed ({Cause}, request {RequestId}); it is repeated or looked up.")]
    private partial void LogUnknown(string providerKey, string cause, string? requestId);

    [LoggerMessage(LogLevel.Warning, "This send of charge {ProviderKey} was not carried out ({Cause}, {Code}, request {RequestId}); the shopper is not told of a decline.")]
    private partial void LogNotExecuted(string providerKey, string cause, string? code, string? requestId);

    [LoggerMessage(LogLevel.Error, "Charge {ProviderKey} is frozen for account {Frozen}, ours is {Ours}; not sent, it stays unconfirmed.")]
    private partial void LogOtherAccount(string providerKey, string frozen, string ours);

    [LoggerMessage(LogLevel.Warning, "{Call} was not answered ({Cause}, request {RequestId}); nothing is concluded from it.")]
    private partial void LogNotAnswered(string call, string cause, string? requestId);
}
