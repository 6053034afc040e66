using Acp.Attention;
using Acp.Payments;

namespace Acp.CheckoutSessions;

/// <summary>Talk with the provider about a page that may be open, and what is made of it. Nothing here collects.</summary>
internal sealed class PageTalk(SessionRecord record, CheckoutPorts ports, Settlement settlement, string actor)
{
    public async ValueTask<Settled> LookUp(ChargeAttempt attempt) =>
        await Record(Seen(await ports.Hosted.Pages.LookUpPage(attempt.Page!.Id)), attempt);

    public async ValueTask<PageLook> Find(ChargeAttempt attempt)
    {
        if (attempt.Page is { } page)
        {
            var answer = Seen(await ports.Hosted.Pages.LookUpPage(page.Id));
            return new(new PageFinding.Found(answer), await Record(answer, attempt));
        }

        var asked = ports.Now; // What is proven is proven of then.
        return await ports.Hosted.Pages.FindPage(attempt.PageTraceOf(record.Id)) switch
        {
            PageFinding.Found found => await Found(new(Seen(found.Answer)), asked, attempt),
            PageFinding.NoneOfOurs none => await FindLost(none, asked, attempt),
            var finding => new(finding, await settlement.Record(finding, lost: null, asked, attempt.Number, actor)),
        };
    }

    private async ValueTask<PageLook> Found(PageFinding.Found found, DateTimeOffset asked, ChargeAttempt attempt)
    {
        var settled = await settlement.Record(found, lost: null, asked, attempt.Number, actor);
        await PutBeforeAPersonWhereOtherTotal(found.Answer, settled, attempt);
        return new(found, settled);
    }

    // Before another number may be drawn: where the record has lost a charge, that number's key protects nobody.
    private async ValueTask<PageLook> FindLost(PageFinding.NoneOfOurs none, DateTimeOffset asked, ChargeAttempt attempt)
    {
        var lost = await ports.Provider.FindCharge(attempt.LostTraceOf(record.Id, record.Current!.CreatedAt) with { PassedOver = record.Current.GivenBack });
        var settled = await settlement.Record(none, lost, asked, attempt.Number, actor);
        if (settled is Settled.By { Event: PaymentEvent.ChargeFound charge })
        {
            ports.Log.LogAdopted(record.Id, charge.Attempt.Number);
        }
        else if (settled is Settled.Nothing && lost is ChargeFinding.Found { Answer: ChargeAnswer.Succeeded paid }
            && record.Current is { Payment: Payment.PageOpening }) // A page that was opened since it was looked for may be what collected it.
        {
            await new StrayCharges(record, ports).PutBeforeAPerson(paid.IntentId);
        }

        return new(none, settled) { Lost = lost };
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

        await PutBeforeAPersonWhereOtherTotal(answer, settled, attempt);
        return settled;
    }

    // What was paid settles its attempt, unless it is another sum: then only a person can.
    private async ValueTask PutBeforeAPersonWhereOtherTotal(PageAnswer? answer, Settled settled, ChargeAttempt attempt)
    {
        switch (answer)
        {
            case PageAnswer.Paid paid when settled is Settled.Nothing:
                ports.Log.LogPaidOtherTotal(record.Id, attempt.Number, paid.Amount, attempt.Amount);
                await ports.Contradictions.PutIfPossible(
                    new Contradiction(record.Id, ContradictionKind.PageOfOtherTotal, paid.IntentId, attempt.Number, paid.Amount, paid.Currency, ports.Now), "provider");
                break;
            case PageAnswer.Pending pending when settled is Settled.Nothing && !PageDecider.Collects(attempt, pending.Amount, pending.Currency):
                ports.Log.LogPaysOtherTotal(record.Id, attempt.Number, pending.Amount, attempt.Amount);
                break;
        }
    }

    // Refused or not carried out is the look-up or the wish to close, which says nothing of the page.
    private static PageAnswer Seen(PageAnswer answer) =>
        answer is PageAnswer.Rejected or PageAnswer.NotExecuted ? new PageAnswer.Unknown("not answered") : answer;
}

/// <summary>What a look for a page came to.</summary>
internal sealed record PageLook(PageFinding Finding, Settled Settled)
{
    /// <summary>What was found of charges that the record does not have; null where they were not looked for.</summary>
    public ChargeFinding? Lost { get; init; }
}
