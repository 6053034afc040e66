using Acp.Telemetry;
using Microsoft.Extensions.Logging;

namespace Acp.Payments.Stripe;

/// <summary>Has shared payment tokens issued at Stripe, and at the fake, in the issuer's account.</summary>
public sealed partial class StripeIssuer : ITokenIssuer
{
    public const string IssuePath = "/v1/shared_payment/issued_tokens";
    private const string IssueTarget = "POST " + IssuePath;

    private readonly StripeOptions options;
    private readonly ILogger log;
    private readonly StripeCalls calls;
    private readonly string account;

    /// <param name="configured">The whole section; what is the issuer's is taken out of it.</param>
    /// <param name="instruments">Null: nothing is measured.</param>
    public StripeIssuer(HttpMessageInvoker http, StripeOptions configured, TimeProvider clock, ILogger<StripeIssuer> log, Instruments? instruments = null)
    {
        ArgumentNullException.ThrowIfNull(configured);
        options = configured.OfIssuer();
        this.log = log;
        calls = new(new(http, options, clock), options, clock, log, instruments, StripeCalls.Issuer);
        account = StripeAccount.Of(options);
    }

    public bool IsConfigured => options.SecretKey.Length > 0;

    public FrozenRequest Freeze(IssueOrder order) => new(IssueTarget, IssueBody.Write(order), options.ApiVersion, account);

    public async ValueTask<IssueAnswer> Issue(string providerKey, FrozenRequest request, DateTimeOffset notAfter)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Account != account || request.Target != IssueTarget)
        {
            LogOtherAccount(providerKey, request.Account, account);
            return new IssueAnswer.Unknown("frozen for another account");
        }

        var reply = IsConfigured ? await calls.Once(IssuePath, request, providerKey, notAfter) : NotConfigured;
        var answer = IssueAnswers.ToIssue(reply, request.Body.Span);
        switch (answer)
        {
            case IssueAnswer.Unknown { Cause: var cause }:
                LogUnknown(providerKey, cause, RequestId(reply));
                break;
            case IssueAnswer.NotExecuted:
                LogNotExecuted(providerKey, StripeAnswers.Cause(reply), RequestId(reply));
                break;
        }

        return answer;
    }

    public async ValueTask<IssuedLookup> LookUpIssued(string token)
    {
        if (!StripePaths.CanBeAnId(token))
        {
            return new IssuedLookup.Unknown();
        }

        var reply = await Repeated(new(HttpMethod.Get, PathOf(token), options.ApiVersion));
        var answer = IssueAnswers.ToLookUp(reply, token);
        if (answer is IssuedLookup.NotAnswered)
        {
            LogNotAnswered("Issued token look-up", StripeAnswers.Cause(reply), RequestId(reply));
        }

        return answer;
    }

    public async ValueTask<RevokeAnswer> Revoke(string token, string providerKey)
    {
        if (!StripePaths.CanBeAnId(token))
        {
            return new RevokeAnswer.Unknown();
        }

        var reply = await SendRevocation(token, providerKey);

        // A failure that is kept under the key would be heard for a day, while revoking twice is harmless.
        if (reply is StripeReply.Answered { Status: >= 500, WasReplayed: true })
        {
            reply = await SendRevocation(token, null);
        }

        // Refused because it had ended before, perhaps by ourselves: how, only the token tells.
        var answer = IssueAnswers.ToRevocation(reply, token) ?? IssueAnswers.ToRevocation(await LookUpIssued(token));
        if (answer is RevokeAnswer.NotAnswered)
        {
            LogNotAnswered("Revocation", StripeAnswers.Cause(reply), RequestId(reply));
        }

        return answer;
    }

    private ValueTask<StripeReply> SendRevocation(string token, string? key) => Repeated(new(HttpMethod.Post, PathOf(token) + "/revoke", options.ApiVersion)
    {
        Body = ReadOnlyMemory<byte>.Empty,
        IdempotencyKey = key,
        Priority = CallPriority.Charge,
    });

    private ValueTask<StripeReply> Repeated(StripeRequest request) => IsConfigured ? calls.Repeated(request) : new(NotConfigured);

    private static StripeReply NotConfigured => new StripeReply.NotSent("no issuing account is configured");

    private static string PathOf(string token) => $"{IssuePath}/{Uri.EscapeDataString(token)}";

    private static string? RequestId(StripeReply reply) => (reply as StripeReply.Answered)?.RequestId;

    [LoggerMessage(LogLevel.Warning, "Issue {ProviderKey} unconfirmed ({Cause}, request {RequestId}); it is repeated under its key.")]
    private partial void LogUnknown(string providerKey, string cause, string? requestId);

    [LoggerMessage(LogLevel.Warning, "This send of issue {ProviderKey} was not carried out ({Cause}, request {RequestId}).")]
    private partial void LogNotExecuted(string providerKey, string cause, string? requestId);

    [LoggerMessage(LogLevel.Error, "Issue {ProviderKey} is frozen for account {Frozen}, ours is {Ours}; not sent, it stays unconfirmed.")]
    private partial void LogOtherAccount(string providerKey, string frozen, string ours);

    [LoggerMessage(LogLevel.Warning, "{Call} was not answered ({Cause}, request {RequestId}); nothing is concluded from it.")]
    private partial void LogNotAnswered(string call, string cause, string? requestId);
}
