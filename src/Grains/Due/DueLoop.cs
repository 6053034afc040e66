using System.Diagnostics.CodeAnalysis;
using Acp.Deliveries;
using Acp.Erasures;
using Acp.Store;
using Acp.Telemetry;
using Microsoft.Extensions.Logging;

namespace Acp.Due;

/// <summary>
/// Finds what has fallen due in the store and wakes it. Leased, so that any number of nodes may run it; the store is
/// the only memory of what is due.
/// </summary>
public sealed partial class DueLoop(
    IStore store, IInventory inventory, IGrains grains, IOrderHooks hooks, EndpointCircuits circuits, TimeProvider clock, ILogger<DueLoop> log,
    Instruments? instruments = null, ErasureDesk? erasures = null, OrderRetention? retention = null)
{
    /// <summary>Overdue tokens are only written down. Several nodes find the same ones, and the first one writes.</summary>
    private const int OverdueAtOnce = 32;
    private const int RoundsOfOverdue = 8;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>Longer than a wake usually takes. Where one takes longer another node wakes the same: slower, not wrong.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);

    private bool hasBegunRetention;
    private readonly DueInstruments measured = (instruments ?? Instruments.Unobserved).Due;
    private readonly DueKind[] kinds = [.. DueKind.All, .. erasures is null || retention is null ? [] : DueKind.OfErasing(erasures, retention), .. hooks.Endpoints.Select(endpoint => DueKind.DeliveriesTo(endpoint, circuits))];

    public Task Run(CancellationToken stop) => Task.WhenAll(
        [.. kinds.Select(kind => new Lane(this, kind).Run(stop)), EachTick(ExpireOverdue, stop), EachTick(_ => BeginRetention(), stop)]);

    /// <summary>One pass over what is due now, to its end: of each kind no more than its share.</summary>
    public async Task Sweep()
    {
        await BeginRetention();
        List<Task> woken = [];
        foreach (var kind in kinds)
        {
            woken.AddRange(await Claim(kind, Math.Min(kind.AtOnce, kind.Room?.Invoke() ?? kind.AtOnce)));
        }

        foreach (var wake in woken)
        {
            await wake;
        }

        await ExpireOverdue(CancellationToken.None);
    }

    [SuppressMessage("Design", "CA1031", Justification = "Whatever failed, it is tried again with the next tick.")]
    private async Task BeginRetention()
    {
        if (retention is null || hasBegunRetention)
        {
            return;
        }

        try
        {
            await retention.Begin();
            hasBegunRetention = true;
        }
        catch (Exception e)
        {
            LogNotRead(e);
        }
    }

    private async Task EachTick(Func<CancellationToken, Task> pass, CancellationToken stop)
    {
        using var ticks = new PeriodicTimer(Interval, clock);
        while (await ticks.WaitForNextTickAsync(stop))
        {
            await pass(stop);
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "Whatever failed, the next pass must come: nothing else wakes what is due.")]
    private async Task<IReadOnlyList<Task>> Claim(DueKind kind, int limit)
    {
        try
        {
            return limit < 1 ? [] : [.. (await store.ClaimDue(kind.Name, clock.GetUtcNow(), Lease, limit)).Select(subject => Wake(kind, subject[kind.Prefix.Length..]))];
        }
        catch (Exception e)
        {
            measured.NotRead();
            LogNotRead(e);
            return [];
        }
    }

    // Not in the due index: a time for each token would be one more row for every checkout.
    [SuppressMessage("Design", "CA1031", Justification = "As above.")]
    private async Task ExpireOverdue(CancellationToken stop)
    {
        try
        {
            for (var (round, found) = (0, OverdueAtOnce); found == OverdueAtOnce && round < RoundsOfOverdue && !stop.IsCancellationRequested; round++)
            {
                var overdue = await inventory.FindOverdueTokens(clock.GetUtcNow(), OverdueAtOnce);
                foreach (var wake in overdue.Select(token => Wake(DueKind.Tokens, token)).ToArray())
                {
                    await wake;
                }

                found = overdue.Count;
            }
        }
        catch (Exception e)
        {
            LogNotRead(e);
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "One subject that cannot be woken must not keep the others asleep; its lease runs out and it is tried again.")]
    private async Task Wake(DueKind kind, string id)
    {
        using var span = Spans.Start(kind.SpanName);
        try
        {
            await kind.Wake(grains, id);
            measured.Woken(kind.Name, "done");
        }
        catch (Exception e) when (kind == DueKind.Tokens)
        {
            measured.Woken(kind.Name, "failed");
            LogTokenNotWoken(e.GetType().Name); // Its name is the token itself, and whoever failed may quote it.
        }
        catch (Exception e)
        {
            measured.Woken(kind.Name, "failed");
            LogNotWoken(e, kind.Prefix + id);
        }
    }

    /// <summary>The wakes of one kind that are under way.</summary>
    private sealed class Lane(DueLoop loop, DueKind kind)
    {
        private readonly HashSet<Task> underWay = [];

        public async Task Run(CancellationToken stop)
        {
            try
            {
                await loop.EachTick(Fill, stop);
            }
            finally
            {
                await Task.WhenAll(underWay);
            }
        }

        // While claims come back full there is more: it goes on as places come free, not with the next tick.
        private async Task Fill(CancellationToken stop)
        {
            while (await ClaimWhatHasRoom() && !stop.IsCancellationRequested)
            {
                await Task.WhenAny(underWay);
            }
        }

        /// <returns>Whether there may be more.</returns>
        private async Task<bool> ClaimWhatHasRoom()
        {
            underWay.RemoveWhere(wake => wake.IsCompleted);
            var most = Math.Min(kind.AtOnce, kind.Room?.Invoke() ?? kind.AtOnce);
            var room = Math.Max(0, most - underWay.Count);
            var woken = await loop.Claim(kind, room);
            underWay.UnionWith(woken);
            return underWay.Count > 0 && woken.Count == room;
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Subject} could not be woken; it is tried again when its lease has run out.")]
    private partial void LogNotWoken(Exception cause, string subject);

    [LoggerMessage(LogLevel.Warning, "A token could not be woken ({Failure}); it is tried again.")]
    private partial void LogTokenNotWoken(string failure);

    [LoggerMessage(LogLevel.Warning, "What is due could not be read; the next pass tries again.")]
    private partial void LogNotRead(Exception cause);
}
