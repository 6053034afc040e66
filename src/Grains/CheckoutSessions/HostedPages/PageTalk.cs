using Acp.Payments;

namespace Acp.CheckoutSessions;

/// <summary>Talk with the provider about a page that may be open, and what is made of it. Nothing here collects.</summary>
internal sealed class PageTalk(SessionRecord record, CheckoutPorts ports, Settlement settlement, string actor)
{
    public async ValueTask<Settled> LookUp(ChargeAttempt attempt) =>
        await Record(Seen(await ports.Hosted.Pages.LookUpPage(attempt.Page!.Id)), attempt);

    public async ValueTask<(PageFinding Finding, Settled Settled)> Find(ChargeAttempt attempt)
    {
        if (attempt.Page is { } page)
        {
            var answer = Seen(await ports.Hosted.Pages.LookUpPage(page.Id));
            return (new PageFinding.Found(answer), await Record(answer, attempt));
        }

        var asked = ports.Now; // What is proven is proven of then.
        var finding = await ports.Hosted.Pages.FindPage(attempt.PageTraceOf(record.Id));
        finding = finding is PageFinding.Found found ? new PageFinding.Found(Seen(found.Answer)) : finding;
        var settled = await settlement.Record(finding, asked, attempt.Number, actor);
        WarnOfOtherTotal((finding as PageFinding.Found)?.Answer, settled, attempt);
        return (finding, settled);
    }

    /// <returns>False while the page may still be paid.</returns>
    public async ValueTask<bool> Close(ChargeAttempt attempt)
    {
        var answer = Seen(await ports.Hosted.Pages.ExpirePage(attempt.Page!.Id));
        return await Record(answer, attempt) is not Settled.Nothing
            // Refused, or not answered: it may have been paid meanwhile.
            || await LookUp(attempt) is not Settled.Nothing;
    }

    // Where the record has moved on, what the page collected is not the session's payment: it is given back.
    private async ValueTask<Settled> Record(PageAnswer answer, ChargeAttempt attempt)
    {
        var settled = await settlement.Record(answer, attempt.Number, actor);
        if (settled is Settled.Superseded && answer is PageAnswer.Paid paid)
        {
            await new StrayCharges(record, ports).Check(paid.IntentId);
        }

        WarnOfOtherTotal(answer, settled, attempt);
        return settled;
    }

    // What was paid settles its attempt, unless it is another sum: then only a person can.
    private void WarnOfOtherTotal(PageAnswer? answer, Settled settled, ChargeAttempt attempt)
    {
        if (settled is Settled.Nothing && answer is PageAnswer.Paid paid)
        {
            ports.Log.LogPaidOtherTotal(record.Id, attempt.Number, paid.Amount, attempt.Amount);
        }
    }

    // Refused or not carried out is the look-up or the wish to close, which says nothing of the page.
    private static PageAnswer Seen(PageAnswer answer) =>
        answer is PageAnswer.Rejected or PageAnswer.NotExecuted ? new PageAnswer.Unknown("not answered") : answer;
}
