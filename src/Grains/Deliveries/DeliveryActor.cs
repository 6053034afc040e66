using System.Collections.Immutable;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Acp.Orders;
using Acp.Store;
using Acp.Telemetry;
using Microsoft.Extensions.Logging;

namespace Acp.Deliveries;

/// <summary>
/// One order's messages to one endpoint, free of any engine. A message is sent and then written down as delivered: a process
/// that dies in between sends it once more, under the same id. The one after it leaves only when that has been written.
/// </summary>
public partial class DeliveryActor(string id, DeliveryPorts ports) : IDelivery
{
    private const int MaxRaces = 16;
    private const string Clock = "clock";

    /// <summary>While it goes on, no other process is woken for it: longer than a send may take and its commit.</summary>
    private static readonly TimeSpan Hold = TimeSpan.FromSeconds(60);

    /// <summary>Of one wake. What is left then is claimed anew, after those that waited longer.</summary>
    private const int SendsPerWake = 20;

    /// <summary>When a wake begins its last send: it ends within two of the longest after it, before its caller gives up.</summary>
    private static readonly TimeSpan SendsFor = TimeSpan.FromSeconds(5);

    private readonly string endpoint = id[..id.IndexOf('/', StringComparison.Ordinal)];
    private readonly string order = id[(id.IndexOf('/', StringComparison.Ordinal) + 1)..];
    private readonly ILogger log = ports.Log;
    private bool isBusy;
    private bool wasWoken;

    private string Key => DeliveryRecord.KeyOf(endpoint, order);

    public async ValueTask Wake()
    {
        wasWoken = true; // Whoever is at it looks once more before he stops.
        if (isBusy)
        {
            return;
        }

        isBusy = true;
        try
        {
            await SendWhatIsOwed();
        }
        finally
        {
            isBusy = false;
        }
    }

    public async ValueTask<bool> Redeliver(string operatorName, string reason, int? from)
    {
        for (var race = 0; race < MaxRaces; race++)
        {
            var (latest, known) = await Look();
            if (latest is null || !ports.Hooks.EndpointsOf(latest.Placed.Platform).Contains(endpoint))
            {
                return false; // An order is told to its own platform and to no other, whoever asks.
            }

            var now = ports.Now;
            if (DeliveryDecider.OnRedeliver(known.State ?? Fresh(now), latest.Sequence, from, now) is not { } next)
            {
                return false;
            }

            var audit = Note(operatorName, "delivery.redelivered", new { from = next.Delivered + 1, reason });
            if (await Write(known, next, [audit], new DueTime(Key, now) { Through = latest.Sequence }))
            {
                return true;
            }
        }

        throw new StoreUnavailableException("Other writers kept winning.");
    }

    private async ValueTask SendWhatIsOwed()
    {
        var started = ports.Clock.GetTimestamp();
        var (goesOn, isLast) = (true, false);
        for (var sends = 1; goesOn && !isLast; sends++)
        {
            isLast = sends == SendsPerWake || ports.Clock.GetElapsedTime(started) > SendsFor;
            wasWoken = false;
            goesOn = await SendNext(isLast) || wasWoken;
        }
    }

    /// <returns>Whether there is more to be sent at once.</returns>
    private async ValueTask<bool> SendNext(bool isLast)
    {
        var (record, known) = await Look();
        switch (record is null ? new DeliveryPlan.Nothing() : DeliveryDecider.Plan(known.State ?? Fresh(ports.Now), record.Sequence, ports.Now))
        {
            case DeliveryPlan.Skip plan:
                await Write(known, plan.Record, NotesOn(known.State, plan.Record), DueOf(plan.Record, record!.Sequence, ports.Now + Hold));
                return true; // Whoever won, what is sent next is read anew.
            case DeliveryPlan.Send plan:
                return await Send(plan, record!, known, isLast);
            case DeliveryPlan.NotBefore wait:
                await Put(known, wait.At, record!.Sequence);
                return false;
            default:
                await Put(known, at: null, record?.Sequence ?? long.MaxValue);
                return false;
        }
    }

    private async ValueTask<bool> Send(DeliveryPlan.Send plan, OrderRecord record, Snapshot<DeliveryRecord> known, bool isLast)
    {
        var circuit = ports.Circuits.Of(endpoint);
        if (circuit.TryEnter() is not { } entered)
        {
            await Put(known, ports.Now + circuit.Remaining + DeliveryDecider.ShortestPause, record.Sequence);
            return false;
        }

        var health = CallHealth.Unknown;
        var started = ports.Clock.GetTimestamp();
        SendOutcome outcome;
        try
        {
            outcome = await Post(record, plan.Sequence);
            health = outcome switch
            {
                SendOutcome.Delivered => CallHealth.Healthy,
                SendOutcome.Failed when outcome != SendOutcome.NotMade => CallHealth.Failing,
                _ => CallHealth.Unknown,
            };
        }
        finally
        {
            circuit.Leave(entered, health);
        }

        if (outcome is SendOutcome.NotSent not)
        {
            LogNotSent(endpoint, order, not.Why);
            ports.Instruments.Deliveries.NotSent(endpoint);
            await Put(known, not.Until ?? ports.Now + DeliveryDecider.LongestPause / 16, record.Sequence);
            return false;
        }

        return await WriteDown(plan, known, record.Sequence, new Sent(outcome, DeliveryCounting.HappenedAt(record, plan.Sequence), ports.Clock.GetElapsedTime(started), isLast));
    }

    [SuppressMessage("Design", "CA1031", Justification = "What nobody foresaw is a try as any other: else it would be tried for ever, and nobody would see it.")]
    private async ValueTask<SendOutcome> Post(OrderRecord record, int sequence)
    {
        using var span = Spans.OfOrder("delivery.send", order, ActivityKind.Client);
        try
        {
            return await ports.Hooks.Send(endpoint, new OrderMessage(OrderMessage.IdOf(order, sequence), OrderFold.At(record, sequence)));
        }
        catch (Exception e)
        {
            LogNotMade(endpoint, order, sequence, e.GetType().Name);
            return SendOutcome.NotMade;
        }
    }

    /// <returns>Whether there is more to be sent at once.</returns>
    private async ValueTask<bool> WriteDown(DeliveryPlan.Send plan, Snapshot<DeliveryRecord> known, int latest, Sent sent)
    {
        for (var race = 0; race < MaxRaces; race++)
        {
            // Another process may have sent the same, and gone further: then this send is noted and moves nothing.
            var now = ports.Now;
            var counts = DeliveryDecider.Plan(known.State ?? Fresh(now), latest, now) is DeliveryPlan.Send again && again.Sequence == plan.Sequence ? again : null;
            var next = counts is not null
                ? DeliveryDecider.OnOutcome(counts.Record, sent.Outcome, latest, sent.Took, now)
                : DeliveryDecider.Logged(known.State!, plan.Sequence, sent.Outcome, sent.Took, now);
            var due = counts is null ? null : DueOf(next, latest, sent.IsLast ? now : now + Hold);
            if (await Write(known, next, counts is null ? [] : NotesOn(known.State, next), due))
            {
                Tell(plan.Sequence, next, sent);
                ports.Instruments.Deliveries.Count(endpoint, next, sent.Outcome, sent.Took, behind: ports.Now - sent.HappenedAt);
                return next.Status == DeliveryStatus.Pending;
            }

            known = await ports.Store.LoadSnapshot<DeliveryRecord>(Key);
        }

        throw new StoreUnavailableException("Other writers kept winning.");
    }

    private DueTime DueOf(DeliveryRecord next, int latest, DateTimeOffset whileMore) => new(Key, next.Status switch
    {
        DeliveryStatus.Pending => whileMore,
        DeliveryStatus.Retrying => next.NextTryAt,
        _ => null,
    })
    { Through = latest };

    private ImmutableList<AuditEntry> NotesOn(DeliveryRecord? before, DeliveryRecord next)
    {
        ImmutableList<AuditEntry> notes = [];
        if (next.Skipped.Count > (before?.Skipped.Count ?? 0))
        {
            notes = notes.Add(Note(Clock, "delivery.skipped", new { from = next.Skipped[^1].From, to = next.Skipped[^1].To }));
        }

        return next.DeadSince is null ? notes : notes.Add(Note(Clock, "delivery.dead", new { sequence = next.Delivered + 1, tries = next.Tries }));
    }

    private async ValueTask<(OrderRecord? Order, Snapshot<DeliveryRecord> Known)> Look()
    {
        // The delivery first: of an order that is read later nothing is missed.
        var known = await ports.Store.LoadSnapshot<DeliveryRecord>(Key);
        return (await new OrderReader(ports.Store).Load(order), known);
    }

    private DeliveryRecord Fresh(DateTimeOffset now) => DeliveryRecord.Fresh(endpoint, order, now);

    /// <summary>
    /// Only moves the time. Nobody else's is moved by it: neither an entry's, which has a greater number, nor that of a person
    /// who had it sent again meanwhile, who has written the record.
    /// </summary>
    private async ValueTask Put(Snapshot<DeliveryRecord> known, DateTimeOffset? at, long latest)
    {
        var due = new DueTime(Key, at) { Through = latest };
        if (known.State is { } record)
        {
            await Write(known, record, [], due);
        }
        else
        {
            await ports.Store.Land(new Unit(ports.Ids.NewCommitId(), ports.Now) { Due = [due] });
        }
    }

    /// <returns>False where another writer won.</returns>
    private async ValueTask<bool> Write(Snapshot<DeliveryRecord> known, DeliveryRecord next, ImmutableList<AuditEntry> audit, DueTime? due) =>
        await ports.Store.Land(new Unit(ports.Ids.NewCommitId(), ports.Now)
        {
            States = [known.To(next, next.Index())],
            Audit = audit,
            Due = due is null ? [] : [due],
        }) is Verdict.Committed;

    private AuditEntry Note(string actor, string what, object detail) => new(Key, ports.Now, actor, what, JsonSerializer.Serialize(detail));

    private void Tell(int sequence, DeliveryRecord next, Sent sent)
    {
        switch (sent.Outcome)
        {
            case SendOutcome.Failed failed when next.DeadSince is not null:
                LogDead(endpoint, order, sequence, next.Tries, failed.Why);
                break;
            case SendOutcome.Failed failed:
                LogFailed(endpoint, order, sequence, failed.Status, failed.Why, next.NextTryAt);
                break;
            default:
                LogDelivered(endpoint, order, sequence, (long)sent.Took.TotalMilliseconds);
                break;
        }
    }

    private sealed record Sent(SendOutcome Outcome, DateTimeOffset HappenedAt, TimeSpan Took, bool IsLast);

    [LoggerMessage(LogLevel.Debug, "{Endpoint} took message {Sequence} of {Order} in {Milliseconds} ms.")]
    private partial void LogDelivered(string endpoint, string order, int sequence, long milliseconds);

    [LoggerMessage(LogLevel.Information, "{Endpoint} did not take message {Sequence} of {Order} ({Status}, {Why}); it is sent again at {Next}.")]
    private partial void LogFailed(string endpoint, string order, int sequence, int? status, string why, DateTimeOffset? next);

    [LoggerMessage(LogLevel.Error, "{Endpoint} did not take message {Sequence} of {Order} in {Tries} tries ({Why}). It is given up until the order changes or a person redelivers it.")]
    private partial void LogDead(string endpoint, string order, int sequence, int tries, string why);

    [LoggerMessage(LogLevel.Error, "Message {Sequence} of {Order} to {Endpoint} could not be made: {Failure}. It is tried again like one that was not taken.")]
    private partial void LogNotMade(string endpoint, string order, int sequence, string failure);

    [LoggerMessage(LogLevel.Warning, "A message of {Order} to {Endpoint} was not sent: {Why}.")]
    private partial void LogNotSent(string endpoint, string order, string why);
}
