using Acp.Attention;
using Acp.Payments;
using Acp.SharedPaymentTokens;
using Microsoft.Extensions.Logging;

namespace Acp.CheckoutSessions;

/// <summary>
/// A charge that bears this session's name and that its record does not have: made from elsewhere, or lost by a restore.
/// It never resurrects or completes a session by itself. What a page of its own collected after it was closed is given back;
/// of all else a person is told, once.
/// </summary>
internal sealed partial class StrayCharges(SessionRecord record, CheckoutPorts ports)
{
    private const string Event = "provider.stray_charge";

    private readonly ILogger log = ports.Log;

    /// <param name="intentId">Null where there is none to check.</param>
    /// <returns>Whether it is certain.</returns>
    public async ValueTask<Heard> Check(string? intentId)
    {
        if (intentId is null || record.Current is not { } session || IsItsOwn(session.Payment, intentId))
        {
            return Heard.Done;
        }

        if (session.PageRefunds.FirstOrDefault(refund => refund.IntentId == intentId) is { } refund)
        {
            return await new PageRefunding(record, ports).Follow(refund);
        }

        return await CheckClosedPages(session, intentId) ?? (MayBeItsOwn(session.Payment) ? Heard.Done : await CheckAnyOther(intentId));
    }

    /// <returns>Null where it is certain that it was not made on one of them.</returns>
    private async ValueTask<Heard?> CheckClosedPages(CheckoutSession session, string intentId)
    {
        var isCertain = true;
        foreach (var page in session.ClosedPages.Reverse())
        {
            switch (await PaidOn(page, intentId))
            {
                case PageAnswer.Paid paid when paid.IntentId == intentId:
                    await new PageRefunding(record, ports).Open(page, paid);
                    return Heard.Done;
                case PageAnswer.Unknown or PageAnswer.NotExecuted or PageAnswer.Rejected:
                    isCertain = false;
                    break;
            }
        }

        return isCertain ? null : Heard.NotYet;
    }

    private async ValueTask<PageAnswer?> PaidOn(ClosedPage page, string intentId) =>
        page.PageId is { } id && (page.IntentId is null || page.IntentId == intentId) ? await ports.Hosted.Pages.LookUpPage(id) : null;

    private async ValueTask<Heard> CheckAnyOther(string intentId)
    {
        switch (await ports.Provider.LookUpIntent(intentId))
        {
            case ChargeAnswer.Unknown or ChargeAnswer.NotExecuted:
                return Heard.NotYet;

            // Read after it was certain that it succeeded: an attempt is on record before it can.
            case ChargeAnswer.Succeeded when (await record.Refresh()).State is { } now && !IsItsOwn(now.Payment, intentId) && !MayBeItsOwn(now.Payment):
                await PutBeforeAPerson(intentId);
                return Heard.Done;
            default:
                return Heard.Done;
        }
    }

    private static bool IsItsOwn(Payment payment, string intentId) => payment switch
    {
        Payment.Charged s => s.IntentId == intentId,
        Payment.Waiting s => s.IntentId == intentId,
        _ => false,
    };

    // What is open is settled by its attempt, and may turn out to be this very payment.
    private static bool MayBeItsOwn(Payment payment) => Transition.AttemptOf(payment) is not null;

    /// <summary>Once: it succeeded, and completes nothing.</summary>
    public async ValueTask PutBeforeAPerson(string intentId)
    {
        var stray = new Contradiction(record.Id, ContradictionKind.StrayCharge, intentId, Attempt: null, Amount: null, Currency: null, ports.Now);
        if (await ports.Contradictions.Put(stray, "provider", Event))
        {
            LogStray(record.Id, intentId);
        }
    }

    [LoggerMessage(LogLevel.Critical, "Payment {IntentId} bears the name of session {Session} and succeeded, but is not its charge. Compare with the provider and refund by hand.")]
    private partial void LogStray(string session, string intentId);
}
