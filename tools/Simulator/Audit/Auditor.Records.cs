using System.Text;
using Acp.Store;

namespace Acp.Simulation;

/// <summary>What is committed.</summary>
internal sealed partial class Auditor
{
    private void Changed(SimProcess process, StateChange change, Unit unit)
    {
        if (change.Key.StartsWith("session/", StringComparison.Ordinal))
        {
            var book = SessionBook.Read(change.Key["session/".Length..], change.State);
            var before = sessions.GetValueOrDefault(book.Id);
            sessions[book.Id] = book;
            Created(book, before);
            Permitted(process, book, before);
            Judge(book, before);
            if (book.Payment == "charged" && before?.Payment != "charged")
            {
                Completed(book, unit);
            }
        }
        else if (change.Key.StartsWith("token/", StringComparison.Ordinal))
        {
            ChangedToken(change);
        }
        else if (change.Key.StartsWith("issue/", StringComparison.Ordinal))
        {
            ChangedIssue(process, change);
        }
        else if (change.Key.StartsWith("event/", StringComparison.Ordinal))
        {
            ChangedEvent(change);
        }
        else if (change.Key.StartsWith("delivery.", StringComparison.Ordinal))
        {
            ChangedDelivery(change);
        }
    }

    private void Created(SessionBook book, SessionBook? before)
    {
        if (before is not null || !createdUnder.TryGetValue(book.Id, out var key))
        {
            return;
        }

        if (!creates.TryAdd(key, book.Id) && IsKeptStill(key))
        {
            Report(Invariant.OneKeyOneSession, $"{key.Key} created {creates[key]} and {book.Id}.");
        }
    }

    private void Permitted(SimProcess process, SessionBook book, SessionBook? before)
    {
        if (book is not { Payment: "charging" or "page_opening", Attempt: { } attempt })
        {
            return;
        }

        var continued = before is { IsOpen: true, Attempt: { } earlier } && earlier.Number == attempt.Number ? earlier : null;
        var key = attempt.KeyIn(book.Id);
        if (continued is null)
        {
            Sends(key).Reopen();
            openedUnder[key] = Scope.Current.Key;
            if (Scope.Current is { IsDenied: true, Key: var caller })
            {
                Report(Invariant.DeniedIsNotCharged, $"{key} was opened by {caller?.Key}, which says that the shopper was not authenticated.");
            }

            if (world.Provider.Fake.ChargesOf(book.Id).Count > 0 || intents.Any(intent => intent.Value == (book.Id, true)))
            {
                Report(Invariant.NoNewNumberWhileOpen, $"{key} was opened while an intent of {book.Id} is charged or can be.");
            }
        }

        Sends(key).Permit(process.Name, attempt.Sends - (continued?.Sends ?? 0));
    }

    private void Judge(SessionBook book, SessionBook? before)
    {
        if (before is { IsOver: true } && (before.Payment != book.Payment || before.Order != book.Order))
        {
            Report(Invariant.TerminalIsForEver, $"{book.Id} was {before.Payment} and is {book.Payment}.");
        }

        var charges = world.Provider.Fake.ChargesOf(book.Id);
        switch (book.Payment)
        {
            case "charged" when charges.Sum(charge => charge.Amount) != book.Total || charges.Count > 1:
                Report(Invariant.CompletedIffChargedOnceForItsTotal, $"{book.Id} is completed for {book.Total}; its charges are [{string.Join(", ", charges.Select(charge => charge.Amount))}].");
                break;
            case "closed" when charges.Count > 0:
                Report(Invariant.CanceledKeepsNothing, $"{book.Id} is closed and was charged.");
                break;
        }
    }

    private void Answered(KeptReply kept)
    {
        kepts[kept.Key] = Encoding.UTF8.GetString(kept.Reply.Body.Span);
        if (Scope.Session is { } session
            && kepts[kept.Key] == "refused|PaymentDeclined"
            && world.Provider.Fake.ChargesOf(session).Count > 0)
        {
            Report(Invariant.AnsweredDeclinedMeansNotCharged, $"{kept.Key.Key} was answered «declined», and {session} is charged.");
        }
    }

    private void Due(DueTime time)
    {
        // Nobody clears what was set for something that he has not seen.
        var known = dueThrough.GetValueOrDefault(time.Subject);
        if (time.At is { } at)
        {
            due[time.Subject] = at;
            dueThrough[time.Subject] = Math.Max(known, time.Through);
        }
        else if (known <= time.Through)
        {
            due.Remove(time.Subject);
            dueThrough.Remove(time.Subject);
        }
    }

    private void Transitioned(AuditEntry entry)
    {
        const string Subject = "session/";
        const string Event = "payment.";
        if (entry.Event == "provider.stray_charge")
        {
            Report(Invariant.NoChargeIsAStray, $"A charge of {entry.Subject} is not in its record: {entry.Detail}");
        }

        if (!entry.Subject.StartsWith(Subject, StringComparison.Ordinal))
        {
            TransitionedToken(entry);
            return;
        }

        if (!entry.Event.StartsWith(Event, StringComparison.Ordinal))
        {
            return;
        }

        var session = entry.Subject[Subject.Length..];
        MarkForgottenKeys(session);
        var transition = entry.Event[Event.Length..];
        if (transition.StartsWith("page_", StringComparison.Ordinal))
        {
            var page = $"page.{transition["page_".Length..]}"; // In a table of their own: too few schedules have one for a floor.
            tokenTransitions[page] = tokenTransitions.GetValueOrDefault(page) | world.Marks.Of(session) | TokenCoverage.Reached;
            return;
        }

        transitions[transition] = transitions.GetValueOrDefault(transition) | world.Marks.Of(session);
    }

    private void MarkForgottenKeys(string session)
    {
        var prefix = $"acp:{session}:";
        if (sends.Any(entry => entry.Key.StartsWith(prefix, StringComparison.Ordinal)
            && entry.Value.KeptSince + SendBook.ForgottenAfter <= world.Scheduler.Now))
        {
            world.Marks.Meet(session, FaultKind.KeyForgotten);
        }
    }
}
