using System.Collections.Immutable;
using Acp.Orders;
using Acp.Payments;
using Acp.Pricing;
using Acp.SharedPaymentTokens;
using Acp.Store;
using Acp.Trails;

namespace Acp.CheckoutSessions;

/// <summary>
/// Gathers what one decision changes (the session, its token, stock, order, audit, due times) into the one unit that
/// carries it out. Pure: no clock, no chance, no store.
/// </summary>
internal sealed class Transition(CheckoutSession before, Snapshot<TokenRecord>? token, string actor, DateTimeOffset now, Call? call = null)
{
    private readonly UnitTrail trail = new(CheckoutSession.KeyOf(before.Id), actor, now, call);
    private TokenRecord? nextToken = token?.State;
    private ImmutableList<CounterChange> counters = [];
    private OrderRecord? placed;
    private (bool Set, DateTimeOffset? At) due;
    private ImmutableList<KeptReply> replies = [];
    private ImmutableList<TallyChange> tallies = [];

    /// <param name="call">Whose request it is carried out for.</param>
    public Transition(CheckoutSession before, Snapshot<TokenRecord>? token, Call call, DateTimeOffset now)
        : this(before, token, call.Actor, now, call)
    {
    }

    public CheckoutSession After { get; private set; } = before;

    /// <summary>What happened to the session's money, with the attempt it happened to.</summary>
    public ImmutableList<(PaymentEvent Event, ChargeAttempt? Attempt)> Happened { get; private set; } = [];

    public string Actor => actor;

    /// <summary>Whether the session's trail tells of it.</summary>
    public bool IsOnTrail => trail.TellsOfItsOwner;

    /// <summary>The token once the unit has landed; null where it does not touch it.</summary>
    public Snapshot<TokenRecord>? TokenAfter => TokenChange?.Next;

    private TokenChange? TokenChange =>
        token is null || ReferenceEquals(nextToken, token.State) ? null : new TokenChange(token, nextToken!);

    /// <summary>A change of the session that moves no money.</summary>
    public Transition Edit(string what, Func<CheckoutSession, CheckoutSession> edit)
    {
        After = edit(After) with { UpdatedAt = now };
        trail.Note(what, new { status = After.StatusAt(now).ToString(), total = After.Quote.Total });
        return this;
    }

    /// <summary>Notes who is new among those who claim to have led the shopper here: by name, and nothing else of it.</summary>
    public Transition Attribute(Attribution? known)
    {
        trail.NoteTouch(known?.First, After.Attribution?.First, Attribution.FirstTouch);
        trail.NoteTouch(known?.Last, After.Attribution?.Last, Attribution.LastTouch);
        return this;
    }

    /// <summary>Puts on the session's record why it was canceled, as far as that was said.</summary>
    public Transition Trace(CancelCheckoutSession request)
    {
        if (IntentTrace.Of(request) is { } detail)
        {
            trail.Add(CheckoutSession.KeyOf(After.Id), IntentTrace.Event, detail);
        }

        return this;
    }

    /// <summary>Changes nothing, but claims the version it was decided on.</summary>
    public Transition Claim()
    {
        After = After with { };
        return this;
    }

    /// <summary>As <see cref="Claim"/>.</summary>
    /// <param name="joined">The request waited for the end of another's charge.</param>
    public Transition Refuse(Refusal refusal, bool joined = false)
    {
        trail.HasJoined = joined;
        return Note(NameOf(refusal), new { }, session => session with { });
    }

    /// <summary>Where nothing of the money changes; else the schedule says.</summary>
    public Transition DueAt(DateTimeOffset? at)
    {
        due = (true, at);
        return this;
    }

    public Transition Keep(Call call, Reply reply, TimeSpan retention)
    {
        trail.Status = reply.Status;
        if (call is { ReplyKey: { } key, Once: { } once })
        {
            replies = [new KeptReply(key, once.Fingerprint, reply, now + retention)];
        }

        return this;
    }

    /// <summary>A repeat of the unit whose reply another process has kept already: the facts must land all the same.</summary>
    public Transition KeepNothing()
    {
        (replies, trail.Status) = ([], null);
        return this;
    }

    public Transition Apply(PaymentEvent change, Func<Order>? placeOrder = null)
    {
        var open = AttemptOf(After.Payment);
        var attempt = open ?? change.Opened;
        var onPage = attempt?.Rail == ChargeRail.Page;
        Happened = Happened.Add((change, attempt));
        After = After with
        {
            Payment = Payment.Evolve(After.Payment, change),
            UpdatedAt = now,
            ClosedPages = ClosedPage.After(After.ClosedPages, After.Payment, change),
        };
        trail.Note(PaymentTrail.NameOf(change), PaymentTrail.DetailOf(change, attempt));
        switch (change)
        {
            case PaymentEvent.AttemptOpened e:
                Token(new TokenEvent.ReservedBy(After.Id, e.Attempt.Number));
                Move(e.Attempt.Holds, StockCounters.Available, StockCounters.Held, floor: 0);
                break;
            case PaymentEvent.PageRequested e:
                Move(e.Attempt.Holds, StockCounters.Available, StockCounters.Held, floor: 0);
                break;
            case PaymentEvent.ChargeSucceeded e:
                if (!onPage)
                {
                    Token(Used(e.IntentId, attempt!));
                }

                Move(attempt!.Holds, StockCounters.Held, StockCounters.Sold, floor: null);
                Place(placeOrder!());
                break;
            case PaymentEvent.ChargeFound e:
                if (token is not null) // Else nobody remembers which one it was.
                {
                    Token(new TokenEvent.FoundUsedBy(Used(e.IntentId, e.Attempt)));
                }

                Move(e.Attempt.Holds, open is null ? StockCounters.Available : StockCounters.Held, StockCounters.Sold, floor: null); // The money is taken; what is missing is owed.
                Place(placeOrder!());
                break;
            case PaymentEvent.ChargeRefused or PaymentEvent.IntentCanceled or PaymentEvent.AttemptWithdrawn
                or PaymentEvent.PageRefused or PaymentEvent.PageExpired or PaymentEvent.PageNotOpened:
                if (!onPage)
                {
                    Release();
                }

                Move(attempt!.Holds, StockCounters.Held, StockCounters.Available, floor: null);
                break;
            case PaymentEvent.FoundUncharged e:
                Token(new TokenEvent.ReleasedBy(After.Id));
                Token(new TokenEvent.FoundDeactivated(e.Token, now)); // Unused, so nothing was captured.
                Move(attempt!.Holds, StockCounters.Held, StockCounters.Available, floor: null);
                break;
            case PaymentEvent.CompletedWithoutCharge:
                Move(HoldsOf(After.Quote), StockCounters.Available, StockCounters.Sold, floor: 0);
                Place(placeOrder!());
                break;
        }

        return this;
    }

    // It may have ended while the session held it: then that is what it is from now on.
    private void Release()
    {
        Token(new TokenEvent.ReleasedBy(After.Id));
        if (nextToken!.Facts is { Deactivation: not null } ended)
        {
            Token(TokenEvent.FoundDeactivated.Of(ended, now));
        }
    }

    /// <param name="session">What it was decided on.</param>
    /// <param name="endpointsOf">Who is told of a platform's orders.</param>
    /// <param name="seen">What the trail takes along; null: nothing.</param>
    public Unit Build(
        Snapshot<CheckoutSession> session, Guid commitId, CheckoutOptions options, Func<string, IReadOnlyList<string>> endpointsOf, Seen? seen = null)
    {
        var changed = TokenChange;
        return new(commitId, now)
        {
            States = States(session, changed, options.SessionRetention),
            Counters = counters,
            Audit = trail.Entries(seen),
            Due = placed is null ? Due(session.State, options) : Due(session.State, options).AddRange(Announcements.To(endpointsOf(After.Platform), placed.Placed.Id, placed.Sequence, now)),
            Replies = replies,
            Tallies = tallies.AddRange(changed?.Tallies ?? []),
        };
    }

    public static string NameOf(Refusal refusal) => $"refused.{refusal.Rule}";

    public static IReadOnlyList<StockHold> HoldsOf(Quote quote) =>
    [
        .. quote.Lines.Where(line => line.StockCounted)
            .Select(line => new StockHold(line.Line.Product.Id, line.Line.Quantity)),
    ];

    public static ChargeAttempt? AttemptOf(Payment payment) => payment switch
    {
        Payment.Charging s => s.Attempt,
        Payment.Waiting s => s.Attempt,
        Payment.PageOpening s => s.Attempt,
        Payment.PageOpen s => s.Attempt,
        _ => null,
    };

    private ImmutableList<DueTime> Due(CheckoutSession? stored, CheckoutOptions options)
    {
        if (!due.Set && ReferenceEquals(After.Payment, stored?.Payment))
        {
            return [];
        }

        var at = due.Set ? due.At : Schedule.Next(After, nextToken?.Facts, now, options);
        return [new DueTime(CheckoutSession.KeyOf(After.Id), at)];
    }

    private ImmutableList<StateChange> States(Snapshot<CheckoutSession> session, TokenChange? changed, TimeSpan retention)
    {
        ImmutableList<StateChange> states = ReferenceEquals(After, session.State) ? [] : [session.To(After, SessionMarks.IndexOf(After, now, retention))];
        states = changed is null ? states : states.Add(changed.State(now));
        return placed is null ? states : states.Add(placed.Begin());
    }

    public Transition Token(TokenEvent change, TokenFacts? facts = null)
    {
        var next = nextToken?.After(change) ?? NewToken(change);
        nextToken = next with { Facts = facts ?? next.Facts, Platform = next.Issued is null ? After.Platform : next.Platform };
        trail.Add(token!.Key, $"token.{PaymentTrail.Snake(change.GetType().Name)}", TrailDetail.Write(new { session = After.Id }));
        return this;
    }

    private TokenRecord NewToken(TokenEvent change) => new(
        token!.Key[SharedPaymentToken.KeyOf(string.Empty).Length..],
        SharedPaymentToken.Evolve(state: null, change),
        Facts: null,
        FirstSeenAt: now,
        After.Platform,
        IsListed: true);

    private TokenEvent.UsedBy Used(string intentId, ChargeAttempt attempt) =>
        new(After.Id, now, intentId, new Capture(attempt.Amount, attempt.Currency));

    /// <summary>Adds what the provider said of the token to its record.</summary>
    public Transition Knowing(TokenFacts facts)
    {
        nextToken = nextToken! with { Facts = facts, IsListed = true };
        return this;
    }

    private void Move(IReadOnlyList<StockHold> holds, Func<string, string> from, Func<string, string> to, long? floor)
    {
        foreach (var hold in holds)
        {
            counters = counters.AddRange(StockCounters.Move(from, to, hold.ProductId, hold.Quantity, floor));
        }
    }

    private void Place(Order order)
    {
        placed = new OrderRecord(PlacedOrder.Of(After, order));
        After = After with { Order = order, Consents = [] };
        if (order.HeldBecause is { } reason)
        {
            trail.Add(OrderRecord.KeyOf(order.Id), "order.held_for_review", TrailDetail.Write(new { reason }));
        }
    }

    /// <summary>Puts on record what changes nothing of the cart nor of the session's own payment.</summary>
    public Transition Note(string what, object detail, Func<CheckoutSession, CheckoutSession> edit)
    {
        After = edit(After);
        trail.Note(what, detail);
        return this;
    }

    /// <summary>Adds to a sum that people read.</summary>
    public Transition Count(string tally, long by)
    {
        tallies = tallies.Add(new TallyChange(tally, by));
        return this;
    }
}
