using System.Text;
using System.Text.Json;
using Acp.CheckoutSessions;
using Acp.Fakes;
using Acp.Store;

namespace Acp.Simulation;

/// <summary>
/// Judges a schedule by its raw facts: committed bytes, what left the processes, what the provider executed, what
/// callers were told. It keeps a small model of its own and asks none of the product's rules.
/// </summary>
internal sealed class Auditor(World world)
{
    private static readonly TimeSpan RepliesAreKept = TimeSpan.FromHours(24);

    private readonly Dictionary<string, SessionBook> sessions = [];
    private readonly Dictionary<string, TokenBook> tokens = [];
    private readonly Dictionary<string, SendBook> sends = [];
    private readonly Dictionary<string, (string Session, bool IsAlive)> intents = [];
    private readonly Dictionary<string, DateTimeOffset> due = [];
    private readonly Dictionary<string, string> orders = [];
    private readonly HashSet<string> chargedTokens = [];
    private readonly Dictionary<ReplyKey, string> creates = [];
    private readonly Dictionary<ReplyKey, DateTimeOffset> asked = [];
    private readonly Dictionary<ReplyKey, string> told = [];
    private readonly Dictionary<string, uint> transitions = [];
    private readonly StockBook stock = new(world.Pace.Mugs);

    /// <summary>The first; the schedule ends with it.</summary>
    public Violation? Violation { get; private set; }

    /// <summary>Which faults each transition met.</summary>
    public IReadOnlyDictionary<string, uint> Transitions => transitions;

    /// <summary>When the due loop finds something next; null while nothing is due ever.</summary>
    public DateTimeOffset? NextDue => due.Count == 0 ? null : due.Values.Min();

    /// <summary>By then no session is open any more.</summary>
    public DateTimeOffset LatestExpiry => sessions.Count == 0 ? world.Scheduler.Now : sessions.Values.Max(session => session.ExpiresAt);

    public bool AllAreOver => sessions.Values.All(session => session.IsOver);

    /// <summary>All but those whose charge has an unknown outcome.</summary>
    public bool AllAreOverOrUnknown => sessions.Values.All(session => session.IsOver || session.Payment == "charging");

    public void Unforeseen(string who, Exception exception) =>
        Report(Invariant.NothingUnforeseen, $"{who}: {exception}");

    public void Claimed(IReadOnlyList<string> subjects, DateTimeOffset until)
    {
        foreach (var subject in subjects)
        {
            due[subject] = until;
        }
    }

    public void Landed(SimProcess process, Unit unit)
    {
        foreach (var change in unit.Counters)
        {
            stock.Add(change);
        }

        foreach (var change in unit.States)
        {
            Changed(process, change, unit);
        }

        foreach (var message in unit.Messages.Where(message => message.Kind == "order_create"))
        {
            Ordered(message);
        }

        foreach (var time in unit.Due)
        {
            Due(time);
        }

        foreach (var entry in unit.Audit)
        {
            Transitioned(entry);
        }

        Report(stock.Check(sessions.Values.Where(s => s.IsOpen).Sum(s => s.Attempt!.Holds), sessions.Values.Where(s => s.Payment == "charged").Sum(s => s.Mugs)));
    }

    /// <summary>A charge leaves a process.</summary>
    public void Sent(SimProcess process, string key, ReadOnlyMemory<byte> body)
    {
        var form = Encoding.UTF8.GetString(body.Span);
        if (key != $"acp:{Field(form, "metadata[acp_session]")}:{Field(form, "metadata[charge_attempt]")}")
        {
            Report(Invariant.ProviderKeysAreOurs, $"{process.Name} sent under {key}.");
        }

        Report(Sends(key).Send(process.Name, key, body.Span, world.Scheduler.Now));
    }

    /// <summary>The provider treated a call.</summary>
    /// <param name="caller">The session that made it, where it does not say so itself.</param>
    public void Executed(LedgerEntry entry, string? caller)
    {
        MarkTokens(entry, caller);
        if (entry is { Replayed: false, IdempotencyKey: { } key, Status: not (409 or 429) })
        {
            Sends(key).KeptSince = world.Scheduler.Now;
        }

        if (entry is { Replayed: false, IntentId: { } intent, Session: { } session })
        {
            intents[intent] = (session, IsAlive(entry.Outcome, intent));
        }

        if (entry.Charged > 0)
        {
            Charged(entry.Session!);
        }
    }

    public void Asking(Call call) => asked.TryAdd(call.ReplyKey!, world.Scheduler.Now);

    public void Told(Asked request, Answer answer)
    {
        if (answer is not Answer.Replied replied)
        {
            return;
        }

        var text = Encoding.UTF8.GetString(replied.Reply.Body.Span);
        var key = request.Call.ReplyKey!;
        if (world.Scheduler.Now < asked[key] + RepliesAreKept && !told.TryAdd(key, text) && told[key] != text)
        {
            Report(Invariant.OneKeyOneReply, $"{key.Key} on {key.Path} was replied «{told[key]}», then «{text}».");
        }

        if (text.Split('|') is [var session, var status, var total, _])
        {
            ToldOf(request, session, status, long.Parse(total, null));
        }
    }

    /// <summary>When everything has come to rest.</summary>
    public void Close()
    {
        if (Violation is null)
        {
            FinalAudit.Check(world, sessions, tokens, orders, Report);
        }
    }

    private void ToldOf(Asked request, string session, string status, long total)
    {
        if (request.What != "create" && session != request.Session)
        {
            Report(Invariant.RepliesAreOfTheSessionAsked, $"{request.Session} was asked, the reply is of {session}.");
        }

        if (status == "Completed" && world.Provider.Fake.ChargesOf(session).Sum(charge => charge.Amount) != total)
        {
            Report(Invariant.AnsweredCompletedMeansCharged, $"{session} was told to be completed for {total}, which was not charged.");
        }
    }

    private void Changed(SimProcess process, StateChange change, Unit unit)
    {
        if (change.Key.StartsWith("session/", StringComparison.Ordinal))
        {
            var book = SessionBook.Read(change.Key["session/".Length..], change.State);
            var before = sessions.GetValueOrDefault(book.Id);
            sessions[book.Id] = book;
            Created(book, before, unit);
            Permitted(process, book, before);
            Judge(book, before);
        }
        else if (change.Key.StartsWith("token/", StringComparison.Ordinal))
        {
            var book = TokenBook.Read(change.Key["token/".Length..], change.State);
            tokens[book.Id] = book;
        }
    }

    private void Created(SessionBook book, SessionBook? before, Unit unit)
    {
        if (before is not null || unit.Replies is not [{ Key: var key }])
        {
            return;
        }

        if (creates.TryGetValue(key, out var first) && world.Scheduler.Now < asked[key] + RepliesAreKept)
        {
            Report(Invariant.OneKeyOneSession, $"{key.Key} created {first} and {book.Id}.");
        }

        creates[key] = book.Id;
    }

    private void Permitted(SimProcess process, SessionBook book, SessionBook? before)
    {
        if (book is not { Payment: "charging", Attempt: { } attempt })
        {
            return;
        }

        var continued = before is { IsOpen: true, Attempt: { } earlier } && earlier.Number == attempt.Number ? earlier : null;
        var key = attempt.KeyIn(book.Id);
        if (continued is null)
        {
            Sends(key).Reopen();
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

    private void Charged(string session)
    {
        var charges = world.Provider.Fake.ChargesOf(session);
        var charge = charges[^1];
        var book = sessions.GetValueOrDefault(session);
        if (charges.Count > 1)
        {
            Report(Invariant.ChargedAtMostOnce, $"{session} was charged {charges.Count} times.");
        }
        else if (charge.Token is { } token && !chargedTokens.Add(token))
        {
            Report(Invariant.TokenUsedAtMostOnce, $"{token} was charged again, for {session}.");
        }
        else if (book is not { IsOpen: true } || charge.IdempotencyKey != book.Attempt!.KeyIn(session))
        {
            Report(
                book is { Payment: "closed" } ? Invariant.CanceledKeepsNothing : Invariant.NoNewNumberWhileOpen,
                $"{charge.IdempotencyKey} was charged while its record says {book?.Payment ?? "nothing"} {book?.Attempt}.");
        }
    }

    private void Ordered(OutgoingMessage message)
    {
        using var json = JsonDocument.Parse(message.Payload);
        var (order, session) = (json.RootElement.GetProperty("order").GetString()!, json.RootElement.GetProperty("session").GetString()!);
        if (!orders.TryAdd(order, session) || orders.Count(entry => entry.Value == session) > 1)
        {
            Report(Invariant.OneOrderPerSession, $"{order} of {session} was announced, which is not its first order.");
        }
    }

    private void Due(DueTime time)
    {
        if (time.At is { } at)
        {
            due[time.Subject] = at;
        }
        else
        {
            due.Remove(time.Subject);
        }
    }

    private void Transitioned(AuditEntry entry)
    {
        const string Subject = "session/";
        const string Event = "payment.";
        if (!entry.Subject.StartsWith(Subject, StringComparison.Ordinal) || !entry.Event.StartsWith(Event, StringComparison.Ordinal))
        {
            return;
        }

        var session = entry.Subject[Subject.Length..];
        MarkForgottenKeys(session);
        var transition = entry.Event[Event.Length..];
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

    private void MarkTokens(LedgerEntry entry, string? caller)
    {
        if ((entry.Session ?? caller) is { } session && entry.Token is { } token && world.Wallet.Find(token) is { } card)
        {
            if (card.IsRevoked)
            {
                world.Marks.Meet(session, FaultKind.TokenRevoked);
            }

            if (card.ExpiresAt <= world.Scheduler.Now)
            {
                world.Marks.Meet(session, FaultKind.TokenExpired);
            }
        }
    }

    // An intent whose refused call shows it in passing stays as it was.
    private bool IsAlive(string outcome, string intent) => outcome switch
    {
        "requires_action" or "processing" => true,
        "payment_intent_unexpected_state" => intents.GetValueOrDefault(intent).IsAlive,
        _ => false,
    };

    private SendBook Sends(string key)
    {
        if (!sends.TryGetValue(key, out var book))
        {
            sends.Add(key, book = new SendBook());
        }

        return book;
    }

    private static string Field(string form, string name)
    {
        var at = form.IndexOf(name + "=", StringComparison.Ordinal);
        return at < 0 ? "" : form[(at + name.Length + 1)..].Split('&')[0];
    }

    private void Report(Invariant invariant, string what) => Report(new Violation(invariant, what));

    private void Report(Violation? violation)
    {
        if (violation is not null && Violation is null)
        {
            Violation = violation;
            world.Trace?.Say("auditor", $"{violation.Invariant}: {violation.What}");
        }
    }
}
