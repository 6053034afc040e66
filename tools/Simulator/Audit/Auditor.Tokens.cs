using Acp.Fakes;
using Acp.SharedPaymentTokens;
using Acp.Store;

namespace Acp.Simulation;

/// <summary>Tokens, their issues, and the provider's events.</summary>
internal sealed partial class Auditor
{
    private readonly Dictionary<string, TokenBook> tokens = [];
    private readonly Dictionary<string, TokenTruth> truths = [];
    private readonly Dictionary<string, IssueBook> issues = [];
    private readonly Dictionary<string, EventBook> events = [];
    private readonly HashSet<string> revokedHere = [];
    private readonly HashSet<string> onceHeld = [];
    private readonly HashSet<string> usedElsewhere = [];
    private readonly Dictionary<string, uint> tokenTransitions = [];
    private readonly BudgetBook budget = new(world.Pace);
    private readonly TallyBook tallies = new();
    private readonly Stories stories = new();
    private static readonly char[] KindsEnd = ['/', '.']; // A delivery's id begins with its endpoint.

    /// <summary>Which faults each transition of a token, an issue or an event met.</summary>
    public IReadOnlyDictionary<string, uint> TokenTransitions => tokenTransitions;

    /// <summary>The orders of what befell the tokens that were issued.</summary>
    public IReadOnlyList<string> TokenOrders => stories.Orders(token => truths[token] is { Issue: not null } truth ? truth.ExpiresAt : null);

    /// <summary>Events that were given up.</summary>
    public IReadOnlyList<string> DeadEvents => [.. events.Where(it => it.Value.Status == "dead").Select(it => it.Key)];

    /// <returns>The session whose record the token is in; null where it is in none.</returns>
    public string? HolderOf(string token) => tokens.GetValueOrDefault(token)?.Session;

    /// <param name="token">One that was issued.</param>
    public DateTimeOffset ExpiryOf(string token) => truths.GetValueOrDefault(token)?.ExpiresAt ?? world.Scheduler.Now;

    public bool Knows(string token) => truths.ContainsKey(token);

    /// <summary>The provider made or ended a token.</summary>
    public void Happened(TokenTold told)
    {
        var isNew = truths.TryAdd(told.Id, new TokenTruth());
        truths[told.Id].Learn(told);
        if (told is { IsIssued: true, Issue: { } issue } && isNew)
        {
            stories.Begin(told.Id);
            Born(told.Id, issue);
        }
    }

    /// <summary>An event was acknowledged with 200.</summary>
    /// <param name="isKept">False where it was not about us.</param>
    public void Acknowledged(FakeEvent told, bool isKept)
    {
        if (isKept && !events.ContainsKey(told.Id))
        {
            Report(Invariant.AcknowledgedEventsAreKept, $"{told.Type} of {told.ObjectId} was acknowledged, and is not kept.");
        }

        if (truths.TryGetValue(told.ObjectId, out var truth))
        {
            (truth.IsTold, truth.IsNeverTold) = (truth.IsTold || isKept, truth.IsNeverTold || !isKept);
        }
    }

    /// <summary>We shall never hear of it.</summary>
    public void NeverTold(FakeEvent told)
    {
        if (truths.TryGetValue(told.ObjectId, out var truth))
        {
            truth.IsNeverTold = true;
        }

        if (PaymentTold.IntentOf(told) is { } intent)
        {
            NeverToldOf(intent);
        }
    }

    /// <summary>An operator was told what became of a revocation.</summary>
    public void Told(string token, Revocation answer)
    {
        switch (answer)
        {
            case Revocation.AlreadyUsed when !chargedTokens.Contains(token):
                Report(Invariant.TokensSayWhatIsSo, $"An operator was told that {token} is used, which it is not.");
                break;
            case Revocation.Revoked when tokens.GetValueOrDefault(token) is not { Rank: >= 2 }:
                Report(Invariant.TokensSayWhatIsSo, $"An operator was told that {token} is revoked, and its record says {tokens.GetValueOrDefault(token)?.State}.");
                break;
        }
    }

    private void Born(string token, string issue)
    {
        var others = truths.Where(it => it.Value.Issue == issue && it.Key != token && it.Value.ExpiresAt > world.Scheduler.Now).Select(it => it.Key).ToList();
        if (others.Count > 0)
        {
            Report(Invariant.OneKeyOneToken, $"{issue} has {token} issued, and has {others[0]} already.");
        }

        HasBudget(issue);
    }

    private void HasBudget(string issue)
    {
        if (truths.Values.Count(truth => truth.Issue == issue) is var made && made > budget.Of(issue))
        {
            Report(Invariant.BudgetAddsUp, $"{issue} made {made} tokens, and the days have given it {budget.Of(issue)}.");
        }
    }

    private void ChangedToken(StateChange change)
    {
        var book = TokenBook.Read(change.Key["token/".Length..], change.State, change.Token);
        var before = tokens.GetValueOrDefault(book.Id);
        tokens[book.Id] = book;
        tallies.Count(before, book);
        if (book.Row is null)
        {
            Report(Invariant.TalliesAddUp, $"{book.Id} was written without its row.");
        }

        if (before?.Rank > book.Rank)
        {
            Report(Invariant.TokenStatesOnlyRise, $"{book.Id} was {before.State} and is {book.State}.");
        }

        if (book.State == "reserved")
        {
            onceHeld.Add(book.Id);
        }

        StaysWithItsPlatform(book);
        SaysWhatIsSo(book);
    }

    private void StaysWithItsPlatform(TokenBook book)
    {
        if (book is { Issue: not null, Session: { } session } && sessions.GetValueOrDefault(session) is { } holder && holder.Platform != book.Platform)
        {
            Report(Invariant.TokensStayWithTheirPlatform, $"{book.Id} was issued to {book.Platform}, and {session} of {holder.Platform} has it.");
        }
    }

    private void SaysWhatIsSo(TokenBook book)
    {
        var now = world.Scheduler.Now;
        var truth = truths.GetValueOrDefault(book.Id);
        var isSo = book.State switch
        {
            "used" => chargedTokens.Contains(book.Id),
            "revoked" when book.Issue is null && book.By is not null => true, // Here only.
            "revoked" => !book.IsConfirmed || truth?.EndedBy(now) is not null,
            "expired" => book.Row?.ExpiresAt <= now || truth?.EndedBy(now) == "expired",
            _ => true,
        };
        if (!isSo)
        {
            Report(Invariant.TokensSayWhatIsSo, $"{book.Id} is recorded as {book.State}{(book.IsConfirmed ? "" : ", not confirmed")}; at the provider it is {truth?.EndedBy(now) ?? "active"}.");
        }
    }

    private void ChangedIssue(SimProcess process, StateChange change)
    {
        var book = IssueBook.Read(change.Key["issue/".Length..], change.State);
        var before = issues.GetValueOrDefault(book.Id);
        issues[book.Id] = book;
        if (book is { IsPending: true, Attempt: { } attempt })
        {
            var continued = before is { IsPending: true, Attempt: { } earlier } && earlier.Number == attempt.Number ? earlier : null;
            if (continued is null)
            {
                budget.Take(book.Id, attempt);
            }

            Sends(attempt.Key).Permit(process.Name, attempt.Sends - (continued?.Sends ?? 0));
        }
        else if (book.State == "refused" && before is { IsPending: true })
        {
            budget.GiveBack(book.Id, before.Attempt!.Number);
            HasBudget(book.Id);
        }
    }

    private void ChangedEvent(StateChange change)
    {
        var id = change.Key["event/".Length..];
        var book = events[id] = EventBook.Read(change.State);
        if (book is { Status: "treated", Type: EventTypes.IssuedUsed, Token: { } token })
        {
            stories.Add(token, Stories.Heard, world.Scheduler.Now);
        }
    }

    private void TransitionedToken(AuditEntry entry)
    {
        var id = entry.Subject[(entry.Subject.IndexOfAny(KindsEnd) + 1)..];
        if (entry.Event.StartsWith("refund.", StringComparison.Ordinal))
        {
            MarkForgottenKeys(id);
        }

        var marks = world.Marks.Of(id) | (Scope.Session is { } working ? world.Marks.Of(working) : 0);
        switch (entry.Event)
        {
            case "token.issued":
                stories.Add(id, Stories.Issued, world.Scheduler.Now);
                break;
            case "token.revoked":
                revokedHere.Add(id);
                stories.Add(id, Stories.Revoked, world.Scheduler.Now);
                break;
        }

        if (truths.GetValueOrDefault(id)?.Issue is { } issue)
        {
            marks |= world.Marks.Of(issue);
        }

        tokenTransitions[entry.Event] = tokenTransitions.GetValueOrDefault(entry.Event) | marks | TokenCoverage.Reached;
    }
}
