using System.Diagnostics;
using Acp.Orders;
using Acp.Pricing;
using Acp.SharedPaymentTokens;
using Acp.Store;
using Acp.Telemetry;

namespace Acp.CheckoutSessions;

/// <summary>
/// One checkout session, free of any engine. The engine gives it identity and runs it single-threaded, interleaving
/// at awaits; its turns are its own (<see cref="SessionRecord"/>).
/// </summary>
public class CheckoutSessionActor : ICheckoutSession, IDisposable
{
    /// <summary>As often a press may lose a race, or wait for another's end.</summary>
    private const int MaxPresses = 16;

    private readonly CheckoutPorts ports;
    private readonly SessionRecord record;
    private readonly PaymentDesk desk;
    private readonly CompleteCounting counting;
    private readonly Once once;

    public CheckoutSessionActor(string id, CheckoutPorts ports)
    {
        this.ports = ports;
        record = new SessionRecord(id, ports);
        desk = new PaymentDesk(record, ports);
        counting = new CompleteCounting(record, ports, desk);
        once = new Once(ports.Store);
    }

    public ValueTask<Answer> Create(Call call, CreateCheckoutSession request)
    {
        record.AssumeNew();
        return once.Run(call, async () => await once.Kept(call) ?? await once.WorkOrReplay(
            call, () => record.Turn(session => session is null ? Open(call, request) : new ValueTask<Answer?>(new Answer.Contended()))));
    }

    public async ValueTask<Answer> Retrieve(Caller caller)
    {
        var session = (await ports.Store.LoadSnapshot<CheckoutSession>(CheckoutSession.KeyOf(record.Id))).State;
        return session is null || session.Platform != caller.Platform
            ? new Answer.NotFound()
            : new Answer.Replied(ports.Replies.Render(caller.ApiVersion, await WithOrder(ports.ViewOf(session)), created: false), Replayed: false);
    }

    public ValueTask<Answer> Update(Call call, UpdateCheckoutSession request) =>
        OnOwn(call, _ => Change(call, TerminalForUpdate, (session, now) => Edit(call, session, request, now)));

    public ValueTask<Answer> Cancel(Call call, CancelCheckoutSession request) =>
        OnOwn(call, _ => Change(call, _ => Refusals.CancelNotAllowed, (session, now) => Close(call, session, request, now)));

    public ValueTask<Answer> Complete(Call call, CompleteCheckoutSession request)
    {
        var deadline = ports.Now + ports.Options.CompleteBudget;
        return counting.Run(call, course => OnOwn(call, seen => desk.Complete(
            new Offer(call, request.Token, request.Authentication, seen) { Consents = request.Consents, Course = course }, request, deadline)));
    }

    public async ValueTask<PageOffer> OpenPage()
    {
        using var listening = record.Meanwhile.Listen();
        var deadline = ports.Now + ports.Options.CompleteBudget;
        try
        {
            for (var press = 0; press < MaxPresses; press++)
            {
                if ((await record.Refresh()).State is null)
                {
                    return new PageOffer.NotFound();
                }

                if (await desk.OpenPage(deadline) is { } offer)
                {
                    return offer;
                }
            }

            return new PageOffer.InProgress();
        }
        catch (Exception e) when (e is StoreUnavailableException or MerchantUnavailableException)
        {
            return new PageOffer.StoreUnavailable(); // Nothing is told of a price that nobody said.
        }
    }

    public async ValueTask Wake()
    {
        using var listening = record.Meanwhile.Listen();
        await Settle(Occasion.Due);
        await new PageRefunding(record, ports).GoOn();
    }

    public async ValueTask<Heard> LookAgain(string? intentId = null)
    {
        using var listening = record.Meanwhile.Listen();
        await Settle(Occasion.Told);
        return await new StrayCharges(record, ports).Check(intentId);
    }

    public ValueTask<Resolution> Resolve(string operatorName, string reason) => new Resolving(record, ports, desk).Run(operatorName, reason);

    public ValueTask<Resolution> Adopt(string intentId, string operatorName, string reason) =>
        new Adopting(record, ports).Run(desk, intentId, operatorName, reason);

    public void Dispose()
    {
        record.Dispose();
        GC.SuppressFinalize(this);
    }

    // Who looks wants to know how it stands, and polling must lead where a webhook that never came would have. A complete
    // shows it as it was placed: that is what it did. docs/decisions/0026-how-an-order-is-shown.md.
    private async ValueTask<CheckoutSessionView> WithOrder(CheckoutSessionView session) =>
        session.Order is { } placed && await new OrderReader(ports.Store).Load(placed.Id) is { } record
            ? session with { Order = record.Snapshot() }
            : session;

    /// <param name="work">Is told the session's version from before the call's key was looked up.</param>
    private async ValueTask<Answer> OnOwn(Call call, Func<long, ValueTask<Answer?>> work)
    {
        using var listening = record.Meanwhile.Listen();
        var answer = await once.Run(call, async () =>
        {
            // Not every answer is fenced by a commit, so none may rest on what another process has overtaken.
            var (session, kept) = await record.Refresh(call.ReplyKey);
            return session.State?.Platform == call.Caller.Platform
                ? Once.Replay(call, kept) ?? await once.WorkOrReplay(call, () => work(session.Version))
                : new Answer.NotFound();
        });
        record.Meanwhile.Answered(call, answer);
        return answer;
    }

    private async ValueTask<Answer?> Open(Call call, CreateCheckoutSession request)
    {
        var now = ports.Now;
        var change = await ports.Pricing.Assemble([], request.Items, request.Currency);
        if (change is CartChange.Refused refused)
        {
            return await record.Refuse(call, refused.Refusal);
        }

        var lines = ((CartChange.Changed)change).Lines;
        if (GroupedItems.Check(request.Groups, lines, request.FulfillmentDetails?.Address) is { } refusal)
        {
            return await record.Refuse(call, refusal);
        }

        var groups = GroupedItems.Fit(request.Groups, lines);
        var destination = GroupedItems.Complete(request.FulfillmentDetails, groups)?.Address;
        var cart = new Cart(request.Currency, lines, destination, BillingAddress: null, [], request.DiscountCodes);
        var session = New(call, request, await ports.Pricing.Price(cart, now), now) with { Groups = groups };
        var transition = new Transition(session, token: null, call, now)
            .Edit("session.created", created => created)
            .Attribute(known: null);
        return await record.Conclude(transition, call, created: true);
    }

    private CheckoutSession New(Call call, CreateCheckoutSession request, Quote quote, DateTimeOffset now) => new(
        record.Id,
        call.Caller.Platform,
        request.Currency,
        request.Buyer,
        request.FulfillmentDetails,
        BillingAddress: null,
        quote,
        request.Interventions,
        request.Locale,
        request.Timezone,
        request.Metadata,
        request.OrderNotes,
        new Payment.Open(Refused: 0),
        Order: null,
        now,
        now,
        now + ports.Options.SessionLifetime)
    {
        Extensions = request.Extensions,
        QuoteId = request.QuoteId,
        CreatedUnder = call.Once is { } once ? new FirstCall(once.Key, call.Caller.ApiVersion) { KeptUntil = now + ports.Options.ReplyRetention } : null,
        Attribution = request.Attribution is { } claim ? new Attribution(claim, Last: null) : null,
    };

    /// <summary>A change of the cart or the end of the session: only where no money is on its way.</summary>
    private async ValueTask<Answer?> Change(
        Call call, Func<Payment, Refusal> terminal, Func<CheckoutSession, DateTimeOffset, ValueTask<Answer?>> change)
    {
        if (desk.IsBusy)
        {
            return new Answer.PaymentInProgress();
        }

        Payment? inTheWay = null;
        var answer = await record.Turn<Answer?>(async session =>
        {
            var now = ports.Now;
            switch (session!.Payment)
            {
                case Payment.Charged or Payment.Closed:
                    return await record.Refuse(call, terminal(session.Payment));
                case Payment.Charging:
                    return new Answer.PaymentInProgress();
                case Payment.Waiting or Payment.PageOpening or Payment.PageOpen:
                    inTheWay = session.Payment;
                    return null;
                case Payment.Open when now >= session.ExpiresAt:
                    return await record.Refuse(call, terminal(new Payment.Closed(0, ClosedBecause.Expired)));
                case Payment.Open when desk.IsBusy: // A complete may have begun while this turn waited for its place.
                    return new Answer.PaymentInProgress();
                case Payment.Open:
                    return await change(session, now);
                default:
                    throw new UnreachableException($"Unhandled {session.Payment}.");
            }
        });

        // The old total must never be charged for the new cart: first the intent is canceled, or the page closed, for certain.
        var isFree = inTheWay switch
        {
            null => true,
            Payment.Waiting waiting => await desk.Abandon(waiting, call.Actor),
            _ => await desk.ClosePage(call.Actor),
        };
        return isFree ? answer : new Answer.PaymentInProgress();
    }

    private static Refusal TerminalForUpdate(Payment payment) => payment switch
    {
        Payment.Charged => Refusals.Completed,
        Payment.Closed s => Refusals.Closed(s.Because),
        _ => throw new UnreachableException($"{payment} is not terminal."),
    };

    private async ValueTask<Answer?> Edit(Call call, CheckoutSession session, UpdateCheckoutSession request, DateTimeOffset now)
    {
        var (edited, refusal) = await CartEdit.Apply(session, request, ports.Pricing, now);
        if (refusal is not null)
        {
            return await record.Refuse(call, refusal);
        }

        var transition = new Transition(session, token: null, call, now).Edit("session.updated", _ => edited);
        return await record.Conclude(transition, call);
    }

    private ValueTask<Answer?> Close(Call call, CheckoutSession session, CancelCheckoutSession request, DateTimeOffset now) => record.Conclude(
        new Transition(session, token: null, call, now)
            .Apply(new PaymentEvent.SessionClosed(ClosedBecause.Canceled))
            .Trace(request),
        call);

    private async ValueTask Settle(Occasion occasion)
    {
        using var span = Spans.OfSession("checkout_session.settle", record.Id);
        if ((await record.Refresh()).State is not { } session)
        {
            return;
        }

        var settled = await desk.Settle(async settlement =>
        {
            await new Settling(record, ports, settlement, occasion).Run();
            return settlement;
        });
        if (settled is null && occasion == Occasion.Due)
        {
            await ComeBackLater(session);
        }
    }

    // Whoever is at it commits what becomes of it, and with it the next time; this is for the case that he dies.
    private async ValueTask ComeBackLater(CheckoutSession session)
    {
        var now = ports.Now;
        await record.Commit(new Unit(ports.Ids.NewCommitId(), now)
        {
            Due = [new DueTime(CheckoutSession.KeyOf(session.Id), now + ports.Options.SettleAfter)],
        });
    }
}
