using System.Diagnostics;
using Acp.CheckoutSessions;
using Acp.Gateway.Errors;
using Acp.Gateway.Http;
using Acp.Gateway.Reading;
using Acp.Payments;
using Acp.ProviderEvents;
using Acp.SharedPaymentTokens;

namespace Acp.Gateway.Webhooks;

/// <summary>
/// What the payment provider lets us know. A genuine notice wakes whom it is about, who then asks the provider: nothing
/// is taken from its body but an id, so a notice that is late, repeated or out of order can do no harm.
/// </summary>
internal sealed partial class NoticeEndpoint(IProviderNotices notices, IGrains grains, ILogger<NoticeEndpoint> log)
{
    /// <summary>Bytes. A provider's event is a few thousand; this one is read before anybody has proved who they are.</summary>
    private const int Largest = 256 * 1024;

    private static readonly byte[] Taken = "{}"u8.ToArray();

    /// <summary>Answers 200 once all is done: whatever else comes of it makes the provider send the notice again.</summary>
    public async Task Receive(HttpContext http, string signatureHeader)
    {
        var body = await RequestBodies.Read(http.Request, Largest);
        var signature = http.Request.Headers[signatureHeader];
        switch (notices.Read(signature.Count == 0 ? null : signature.ToString(), body))
        {
            case NoticeVerdict.Genuine(var notice):
                await Tell(notice);
                await TypedResults.Bytes(Taken, "application/json").ExecuteAsync(http);
                break;
            case NoticeVerdict.Refused(var why):
                LogRefused(why);
                throw Faults.UntrustedNotice();
            case var verdict:
                throw new UnreachableException($"Unhandled {verdict}.");
        }
    }

    private async Task Tell(EventFacts notice)
    {
        LogTaken(notice.Id, notice.Type);
        if (notice.Session is { } session && SessionIds.IsPossible(session))
        {
            await grains.Get<ICheckoutSession>(session).LookAgain(notice.Intent is { } intent && Tokens.IsPossible(intent) ? intent : null);
        }

        if (notice.Token is { } token && Tokens.IsPossible(token))
        {
            await grains.Get<ISharedPaymentToken>(token).LookAgain();
        }
    }

    [LoggerMessage(LogLevel.Warning, "A provider's notice was refused: {Why}. Nothing was done about it.")]
    private partial void LogRefused(string why);

    [LoggerMessage(LogLevel.Debug, "The provider's notice {Notice} ({Type}) is genuine; what it is about is looked up.")]
    private partial void LogTaken(string notice, string type);
}
