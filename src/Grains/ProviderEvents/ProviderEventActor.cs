using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Acp.CheckoutSessions;
using Acp.Orders;
using Acp.Payments;
using Acp.SharedPaymentTokens;
using Acp.Store;
using Acp.TokenIssues;
using Microsoft.Extensions.Logging;

namespace Acp.ProviderEvents;

/// <summary>One event of the provider, free of any engine: kept first, then told to whom it is about, until they have heard.</summary>
public partial class ProviderEventActor(string id, TokenPorts ports, IGrains grains) : IProviderEvent
{
    private const int MaxRaces = 16;
    private const string Clock = "clock";

    private readonly string key = EventRecord.KeyOf(id);
    private readonly ILogger log = ports.Log;
    private bool isBusy;

    public async ValueTask<bool> Keep(EventFacts facts)
    {
        var now = ports.Now;
        var known = await Load();
        var taken = known.State is null && await Write(known, EventDecider.OnReceipt(facts, now), "provider", "event.received");
        if (taken)
        {
            ports.Instruments.Events.Became("taken");
        }

        return taken;
    }

    public async ValueTask Wake()
    {
        if (isBusy)
        {
            return; // Whoever is at it writes down what comes of it.
        }

        isBusy = true;
        try
        {
            await TreatIfItWaits();
        }
        finally
        {
            isBusy = false;
        }
    }

    public async ValueTask<ProviderEventView?> Retrieve() => (await Load()).State?.View;

    public async ValueTask<ProviderEventView?> TryAgain(string operatorName, string? reason)
    {
        for (var race = 0; race < MaxRaces; race++)
        {
            var known = await Load();
            var next = known.State is { } record ? EventDecider.OnTryAgain(record, ports.Now) : null;
            if (next is null || await Write(known, next, operatorName, "event.tried_again", reason))
            {
                return (next ?? known.State)?.View;
            }
        }

        return (await Load()).State?.View;
    }

    private async ValueTask TreatIfItWaits()
    {
        if ((await Load()).State is not { Status: ProviderEventStatus.Waiting } waiting)
        {
            return;
        }

        var told = await Tell(waiting.Facts);
        for (var race = 0; race < MaxRaces; race++)
        {
            var known = await Load();
            if (known.State is not { Status: ProviderEventStatus.Waiting } record)
            {
                return;
            }

            var next = EventDecider.OnHeard(record, told.Session, told.Heard, told.Why, ports.Now);
            if (await Write(known, next, Clock, $"event.{next.Status.ToString().ToLowerInvariant()}", told.Why))
            {
                LogEndOf(next);
                Count(next.Status);
                return;
            }
        }
    }

    /// <returns>What stood in the way is of a fixed set: it quotes nothing.</returns>
    [SuppressMessage("Design", "CA1031", Justification = "What nobody foresaw is a try as any other: else it would be tried for ever, and nobody would see it.")]
    private async ValueTask<Told> Tell(EventFacts facts)
    {
        try
        {
            var (heard, session) = facts.Subject switch
            {
                EventSubject.Payment or EventSubject.HostedPage => (await TellSession(facts), facts.Session),
                EventSubject.Refund or EventSubject.Dispute => await TellOrder(facts),
                _ => (await TellToken(facts), facts.Session),
            };
            return new(heard, heard switch { Heard.NotYet => "provider not answered", Heard.NobodyKnows => "nobody knows it", _ => null }, session);
        }
        catch (StoreUnavailableException)
        {
            return new(Heard.NotYet, "store not answered", facts.Session);
        }
        catch (GrainOverloadedException)
        {
            return new(Heard.NotYet, "overloaded", facts.Session);
        }
        catch (Exception e)
        {
            LogFailed(id, facts.Type, e.GetType().Name);
            return new(Heard.NotYet, "failed", facts.Session);
        }
    }

    private async ValueTask<Heard> TellSession(EventFacts facts)
    {
        if (facts.Session is not { } session || await ports.Store.Load(CheckoutSession.KeyOf(session)) is null)
        {
            return Heard.NobodyKnows;
        }

        return await grains.Get<ICheckoutSession>(session).LookAgain(facts.Intent);
    }

    /// <returns>With the session that its payment names: it is ours, even if nobody here knows it any more.</returns>
    private async ValueTask<(Heard Heard, string? Session)> TellOrder(EventFacts facts) =>
        (facts.Session is { } marked ? new PaymentOrigin.OfSession(marked) : await OriginOf(facts.Intent)) switch
        {
            PaymentOrigin.OfSession { Session: var session } => (await TellOrderOf(session, facts.Intent), session),
            PaymentOrigin.NotAnswered => (Heard.NotYet, null),
            _ => (Heard.NobodyKnows, null),
        };

    // What the session gives back by itself is its own affair, whether there is an order or not.
    private async ValueTask<Heard> TellOrderOf(string session, string? intent) => await LoadSession(session) switch
    {
        null => Heard.NobodyKnows,
        { Order: { } order } it when !GivesBack(it, intent) => await grains.Get<IOrder>(order.Id).LookAgain(),
        _ => await TellSessionFirst(session, intent),
    };

    // It may be faster than what it is about: the order that comes of this very payment must hear of it as well.
    private async ValueTask<Heard> TellSessionFirst(string session, string? intent)
    {
        var heard = await grains.Get<ICheckoutSession>(session).LookAgain(intent);
        return await LoadSession(session) switch
        {
            { } it when GivesBack(it, intent) => heard,
            { Order: { } order } => await grains.Get<IOrder>(order.Id).LookAgain(),
            { } it when Transition.AttemptOf(it.Payment) is not null => Heard.NotYet,
            _ => heard,
        };
    }

    private static bool GivesBack(CheckoutSession session, string? intent) => session.PageRefunds.Any(refund => refund.IntentId == intent);

    private async ValueTask<CheckoutSession?> LoadSession(string id) =>
        (await ports.Store.LoadSnapshot<CheckoutSession>(CheckoutSession.KeyOf(id))).State;

    // A refund that was made elsewhere, and every dispute, tell of their payment only.
    private ValueTask<PaymentOrigin> OriginOf(string? intent) =>
        intent is null ? new(new PaymentOrigin.NotOurs()) : ports.Refunds.FindOrigin(intent);

    private async ValueTask<Heard> TellToken(EventFacts facts)
    {
        if (facts.Token is not { } token)
        {
            return Heard.NobodyKnows;
        }

        // Its event may be faster than the reply that issued it, and so may its use by a checkout of ours.
        if (facts.Issue is { } issue && await IsNotYetIssued(token)
            && await grains.Get<ITokenIssue>(issue).LookAgain(token) is Heard.NotYet)
        {
            return Heard.NotYet;
        }

        return await grains.Get<ISharedPaymentToken>(token).LookAgain(facts.Intent);
    }

    private async ValueTask<bool> IsNotYetIssued(string token) =>
        (await ports.Store.LoadSnapshot<TokenRecord>(SharedPaymentToken.KeyOf(token))).State?.Issued is null;

    private ValueTask<Snapshot<EventRecord>> Load() => ports.Store.LoadSnapshot<EventRecord>(key);

    /// <returns>False where another writer won.</returns>
    private async ValueTask<bool> Write(Snapshot<EventRecord> before, EventRecord next, string actor, string what, string? why = null)
    {
        var now = ports.Now;
        return await ports.Store.Land(new Unit(ports.Ids.NewCommitId(), now)
        {
            States = [before.To(next, next.Index())],
            Audit = [new AuditEntry(key, now, actor, what, JsonSerializer.Serialize(new { type = next.Facts.Type, tries = next.Tries, why }))],
            Due = [new DueTime(key, next.NextTryAt)],
        }) is Verdict.Committed;
    }

    private sealed record Told(Heard Heard, string? Why, string? Session);

    private void Count(ProviderEventStatus status)
    {
        var end = status switch
        {
            ProviderEventStatus.Treated => "treated",
            ProviderEventStatus.Kept => "nobodys",
            ProviderEventStatus.Orphaned => "orphaned",
            ProviderEventStatus.Dead => "dead",
            _ => null,
        };
        if (end is not null)
        {
            ports.Instruments.Events.Became(end);
        }
    }

    private void LogEndOf(EventRecord record)
    {
        if (record.Status is ProviderEventStatus.Dead or ProviderEventStatus.Orphaned)
        {
            LogLeft(record.Facts.Id, record.Facts.Type, record.Status, record.Why);
        }
    }

    [LoggerMessage(LogLevel.Error, "The provider's event {Event} ({Type}) could not be treated: {Failure}.")]
    private partial void LogFailed(string @event, string type, string failure);

    [LoggerMessage(LogLevel.Warning, "The provider's event {Event} ({Type}) is {Status}: {Why}. A person can have it tried again.")]
    private partial void LogLeft(string @event, string type, ProviderEventStatus status, string? why);
}
