using Acp.CheckoutSessions;
using Acp.Store;

namespace Acp.Simulation;

/// <summary>
/// Judges a schedule by its raw facts: committed bytes, what left the processes, what the provider executed, what
/// callers were told. It keeps a small model of its own and asks none of the product's rules.
/// </summary>
internal sealed partial class Auditor(World world)
{
    private static readonly TimeSpan RepliesAreKept = TimeSpan.FromHours(24);

    private readonly Dictionary<string, SessionBook> sessions = [];
    private readonly Dictionary<string, SendBook> sends = [];
    private readonly Dictionary<string, (string Session, bool IsAlive)> intents = [];
    private readonly Dictionary<string, DateTimeOffset> due = [];
    private readonly Dictionary<string, long> dueThrough = [];
    private readonly HashSet<string> chargedTokens = [];
    private readonly Dictionary<string, ReplyKey> createdUnder = [];
    private readonly Dictionary<ReplyKey, string> creates = [];
    private readonly Dictionary<ReplyKey, DateTimeOffset> asked = [];
    private readonly Dictionary<ReplyKey, string> told = [];
    private readonly Dictionary<ReplyKey, string> kepts = [];
    private readonly Dictionary<string, ReplyKey?> openedUnder = [];
    private readonly Dictionary<string, uint> transitions = [];
    private readonly StockBook stock = new(world.Pace.Mugs);

    /// <summary>The first; the schedule ends with it.</summary>
    public Violation? Violation { get; private set; }

    /// <summary>Which faults each transition met.</summary>
    public IReadOnlyDictionary<string, uint> Transitions => transitions;

    /// <summary>When the due loop finds something next; null while nothing is due ever.</summary>
    public DateTimeOffset? NextDue => due.Values.Concat(Expiring.Select(token => token.Row!.ExpiresAt!.Value)).Cast<DateTimeOffset?>().Min();

    // Where nothing is issued nobody waits for the tokens' expiry: it is a fact of time, written down or not.
    private IEnumerable<TokenBook> Expiring => world.Pace.Platforms == 0 ? [] : tokens.Values.Where(token => token is { State: "free", Row.ExpiresAt: not null });

    /// <summary>By then no session is open any more.</summary>
    public DateTimeOffset LatestExpiry => sessions.Count == 0 ? world.Scheduler.Now : sessions.Values.Max(session => session.ExpiresAt);

    public bool AllAreOver => sessions.Values.All(session => session.IsOver || IsBeforeAPerson(session)) && NothingOfTokensIsOpen && NothingOfOrdersIsDue;

    /// <summary>All but those whose charge has an unknown outcome.</summary>
    public bool AllAreOverOrUnknown => sessions.Values.All(session => session.IsOver || session.Payment is "charging" or "page_opening" or "page_open") && NothingOfTokensIsOpen && NothingOfOrdersIsDue;

    private bool NothingOfOrdersIsDue => !due.Keys.Any(FinalOrderAudit.IsOfOrders);

    private bool NothingOfTokensIsOpen =>
        !Expiring.Any() && tokens.Values.All(token => token.IsConfirmed) && issues.Values.All(issue => !issue.IsPending) && events.Values.All(it => it.Status != "waiting");

    // Its token was charged elsewhere while it was not known whether by us: no machine can tell whose money that was.
    private bool IsBeforeAPerson(SessionBook session) => session.IsOpen && usedElsewhere.Contains(session.Attempt!.Reservation);

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
            budget.Add(change);
        }

        foreach (var change in unit.Tallies)
        {
            tallies.Add(change);
        }

        foreach (var change in unit.States)
        {
            Changed(process, change, unit);
        }

        foreach (var change in unit.States.Where(change => change.Key.StartsWith("order/", StringComparison.Ordinal)))
        {
            ChangedOrder(process, change, unit);
        }

        foreach (var time in unit.Due)
        {
            Due(time);
        }

        foreach (var entry in unit.Audit)
        {
            Transitioned(entry);
        }

        foreach (var kept in unit.Replies)
        {
            Answered(kept);
        }

        Report(stock.Check(sessions.Values.Where(s => s.IsOpen).Sum(s => s.Attempt!.Holds), sessions.Values.Where(s => s.Payment == "charged").Sum(s => s.Mugs) - mugsBack));
        if (unit.Tallies.Count > 0 || unit.States.Exists(change => change.Token is not null))
        {
            Report(tallies.Check());
        }

        if (unit.States.Exists(change => change.Key.StartsWith("issue/", StringComparison.Ordinal)) || unit.Counters.Count > 0)
        {
            Report(budget.Check());
        }
    }

    /// <summary>When everything has come to rest.</summary>
    public void Close()
    {
        if (Violation is null)
        {
            FinalAudit.Check(world, [.. sessions.Values.Where(session => !IsBeforeAPerson(session))], tokens, [.. orders.Values], Report);
            new FinalOrderAudit(world, orders, deliveries, heard, due.Keys).Check(Report);
            new FinalRefundAudit(world, orders.Values).Check(Report);
            var unsettled = sessions.Values.Where(IsBeforeAPerson).Select(session => session.Attempt!.Reservation).ToHashSet();
            new FinalTokenAudit(tokens, truths, issues, events, revokedHere, onceHeld, unsettled, world.Scheduler.Now).Check(Report);
            sessions.Values.Where(session => session is { Payment: "charged", Attempt: not null }).ToList().ForEach(AnsweredItsOwn);
        }
    }

    private void AnsweredItsOwn(SessionBook session)
    {
        if (openedUnder[session.Attempt!.KeyIn(session.Id)] is { } key
            && kepts.GetValueOrDefault(key) is { } reply && reply.StartsWith("refused|", StringComparison.Ordinal) && reply != "refused|RequiresAuthentication")
        {
            Report(Invariant.ChargedKeyIsNotRefused, $"{key.Key} led to the charge of {session.Id}, and was answered «{reply}».");
        }
    }

    private SendBook Sends(string key)
    {
        if (!sends.TryGetValue(key, out var book))
        {
            sends.Add(key, book = new SendBook());
        }

        return book;
    }

    private void Report(Invariant invariant, string what) => Report(new Violation(invariant, what));

    private void Report(Violation? violation)
    {
        if (violation is not null && Violation is null && world.Settings.Judges(violation.Invariant))
        {
            Violation = violation;
            world.Trace?.Say("auditor", $"{violation.Invariant}: {violation.What}");
        }
    }
}
