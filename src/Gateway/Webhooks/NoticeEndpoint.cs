using System.Diagnostics;
using Acp.Gateway.Edge;
using Acp.Gateway.Errors;
using Acp.Gateway.Http;
using Acp.Payments;
using Acp.ProviderEvents;

namespace Acp.Gateway.Webhooks;

/// <summary>
/// What the payment provider lets us know. What is genuine and about us is kept, acknowledged, and treated after that by a
/// grain of its own: a notice that is late, repeated or out of order can do no harm, and none that was acknowledged is lost.
/// </summary>
internal sealed partial class NoticeEndpoint(
    IProviderNotices notices, Relevance relevance, IGrains grains, EventsUnderWay underWay, EdgeMeter meter, TimeProvider clock, ILogger<NoticeEndpoint> log)
{
    /// <summary>Bytes. A provider's event is a few thousand; this one is read before anybody has proved who they are.</summary>
    private const int Largest = 256 * 1024;

    private static readonly byte[] Taken = "{}"u8.ToArray();

    private readonly SeldomLines lines = new(clock);

    /// <summary>Answers 200 once the event is kept, or is none of ours: whatever else comes of it makes the provider send it again.</summary>
    public async Task Receive(HttpContext http, string signatureHeader)
    {
        var body = await RequestBodies.Read(http.Request, Largest);
        var signature = http.Request.Headers[signatureHeader];
        switch (notices.Read(signature.Count == 0 ? null : signature.ToString(), body))
        {
            case NoticeVerdict.Genuine(var facts) when Relevance.IsKey(facts.Id) && Relevance.IsType(facts.Type):
                await Take(facts);
                await TypedResults.Bytes(Taken, "application/json").ExecuteAsync(http);
                break;
            case NoticeVerdict.Genuine:
                throw Refused("its id or its type is none of the provider's", Faults.UntrustedNotice());
            case NoticeVerdict.OtherAccount:
                throw Refused("it is of another account, where a webhook points here", Faults.NoticeOfOtherAccount());
            case NoticeVerdict.Refused(var why):
                throw Refused(why, Faults.UntrustedNotice());
            case var verdict:
                throw new UnreachableException($"Unhandled {verdict}.");
        }
    }

    /// <param name="why">One of a few sentences.</param>
    private RequestRefusedException Refused(string why, RequestRefusedException told)
    {
        meter.Refused(Refusals.Notice);
        if (lines.IsDue(why))
        {
            LogRefused(why);
        }

        return told;
    }

    private async Task Take(EventFacts told)
    {
        var facts = Relevance.Cleaned(told);
        if (!await relevance.IsAboutUs(facts))
        {
            LogDropped(facts.Id, facts.Type);
            return;
        }

        if (await grains.Get<IProviderEvent>(facts.Id).Keep(facts))
        {
            LogKept(facts.Id, facts.Type);
            underWay.Begin(facts.Id);
        }
    }

    [LoggerMessage(LogLevel.Warning, "A provider's notice was refused: {Why}. Nothing was done about it. This is told once a minute.")]
    private partial void LogRefused(string why);

    [LoggerMessage(LogLevel.Debug, "The provider's notice {Notice} ({Type}) is not about us; it is acknowledged and dropped.")]
    private partial void LogDropped(string notice, string type);

    [LoggerMessage(LogLevel.Debug, "The provider's notice {Notice} ({Type}) is kept; what it is about is looked up.")]
    private partial void LogKept(string notice, string type);
}
