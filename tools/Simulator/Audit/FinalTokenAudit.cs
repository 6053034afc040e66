namespace Acp.Simulation;

/// <summary>What must hold of tokens, issues and events when everything has come to rest.</summary>
/// <param name="RevokedHere">By operators of ours.</param>
/// <param name="OnceHeld">By a session: its events then settle the session, which does not ask who else used the token.</param>
/// <param name="BeforeAPerson">Held by sessions that only a person can settle.</param>
internal sealed record FinalTokenAudit(
    IReadOnlyDictionary<string, TokenBook> Tokens,
    IReadOnlyDictionary<string, TokenTruth> Truths,
    IReadOnlyDictionary<string, IssueBook> Issues,
    IReadOnlyDictionary<string, EventBook> Events,
    IReadOnlySet<string> RevokedHere,
    IReadOnlySet<string> OnceHeld,
    IReadOnlySet<string> BeforeAPerson,
    DateTimeOffset Now)
{
    public void Check(Action<Invariant, string> report)
    {
        foreach (var (id, told) in Events.Where(it => it.Value.Status is not ("treated" or "kept")))
        {
            report(Invariant.EventsComeToAnEnd, $"{told.Type} {id} of {told.Token} is {told.Status}.");
        }

        foreach (var issue in Issues.Values.Where(issue => issue.IsPending))
        {
            report(Invariant.NothingUnsettled, $"{issue.Id} is still pending.");
        }

        foreach (var (id, truth) in Truths.Where(it => it.Value.Issue is not null && !BeforeAPerson.Contains(it.Key)))
        {
            Check(id, truth, report);
        }
    }

    private void Check(string id, TokenTruth truth, Action<Invariant, string> report)
    {
        if (Tokens.GetValueOrDefault(id) is not { Issue: not null } book)
        {
            if (truth.IsTold || Issues[truth.Issue!].Token == id)
            {
                report(Invariant.TokensEndRightly, $"{id} was issued for {truth.Issue}, and nobody wrote it down.");
            }
        }
        else if (!IsRight(book, truth))
        {
            report(Invariant.TokensEndRightly, $"{id} is {book.State}{(book.IsConfirmed ? "" : ", not confirmed")} by {book.Intent ?? "nothing"}; at the provider it is {truth.EndedBy(Now)} by {truth.Intent ?? "nothing"}{(RevokedHere.Contains(id) ? ", and it was revoked here" : "")}.");
        }
    }

    private bool IsRight(TokenBook book, TokenTruth truth) => truth.EndedBy(Now) switch
    {
        // Of which nothing was ever told, only its time is known.
        "consumed" or "revoked" when truth.IsNeverTold && book.State == "expired" => !RevokedHere.Contains(book.Id),
        "consumed" => book.State == "used" && (book.Intent == truth.Intent || (book.Intent is null && (truth.IsNeverTold || OnceHeld.Contains(book.Id)))),
        "revoked" => book is { State: "revoked", IsConfirmed: true },
        "expired" when RevokedHere.Contains(book.Id) => book is { State: "revoked", IsConfirmed: true },
        "expired" => book.State == "expired",
        _ => false,
    };
}
