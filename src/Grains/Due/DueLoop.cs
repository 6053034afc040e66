using System.Diagnostics.CodeAnalysis;
using Acp.CheckoutSessions;
using Acp.ProviderEvents;
using Acp.SharedPaymentTokens;
using Acp.Store;
using Acp.TokenIssues;
using Microsoft.Extensions.Logging;

namespace Acp.Due;

/// <summary>
/// Finds what has fallen due in the store and wakes it. Leased, so that any number of nodes may run it; the store is
/// the only memory of what is due.
/// </summary>
public sealed partial class DueLoop(IStore store, IInventory inventory, IGrains grains, TimeProvider clock, ILogger<DueLoop> log)
{
    /// <summary>Woken at a time, of what is due and of overdue tokens each: a provider that answers slowly must not keep what else is due waiting, nor be flooded.</summary>
    private const int AtOnce = 32;

    /// <summary>Overdue tokens are only written down. Several nodes find the same ones, and the first one writes.</summary>
    private const int RoundsOfOverdue = 8;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>Longer than a wake usually takes. Where one takes longer another node wakes the same: slower, not wrong.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);

    private readonly HashSet<Task> underWay = [];

    public async Task Run(CancellationToken stop)
    {
        using var ticks = new PeriodicTimer(Interval, clock);
        var expiring = Task.CompletedTask;
        try
        {
            while (await ticks.WaitForNextTickAsync(stop))
            {
                underWay.RemoveWhere(wake => wake.IsCompleted);
                underWay.UnionWith(await Claim(AtOnce - underWay.Count));
                expiring = expiring.IsCompleted ? ExpireOverdue(stop) : expiring;
            }
        }
        finally
        {
            await Task.WhenAll([expiring, .. underWay]);
        }
    }

    /// <summary>One pass over what is due now, to its end.</summary>
    public async Task Sweep()
    {
        foreach (var wake in await Claim(AtOnce))
        {
            await wake;
        }

        await ExpireOverdue(CancellationToken.None);
    }

    [SuppressMessage("Design", "CA1031", Justification = "Whatever failed, the next pass must come: nothing else wakes what is due.")]
    private async Task<IReadOnlyList<Task>> Claim(int limit)
    {
        try
        {
            return limit == 0 ? [] : [.. (await store.ClaimDue(clock.GetUtcNow(), Lease, limit)).Select(Wake)];
        }
        catch (Exception e)
        {
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
            for (var (round, found) = (0, AtOnce); found == AtOnce && round < RoundsOfOverdue && !stop.IsCancellationRequested; round++)
            {
                var overdue = await inventory.FindOverdueTokens(clock.GetUtcNow(), AtOnce);
                foreach (var wake in overdue.Select(token => Wake(SharedPaymentToken.KeyOf(token))).ToArray())
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
    private async Task Wake(string subject)
    {
        try
        {
            await Dispatch(subject);
        }
        catch (Exception e) when (IdIn(subject, SharedPaymentToken.KeyOf(string.Empty)) is not null)
        {
            LogTokenNotWoken(e.GetType().Name); // Its name is the token itself, and whoever failed may quote it.
        }
        catch (Exception e)
        {
            LogNotWoken(e, subject);
        }
    }

    // What no grain of this version answers to is left to one that does.
    private Task Dispatch(string subject)
    {
        if (IdIn(subject, CheckoutSession.KeyOf(string.Empty)) is { } session)
        {
            return grains.Get<ICheckoutSession>(session).Wake().AsTask();
        }

        if (IdIn(subject, SharedPaymentToken.KeyOf(string.Empty)) is { } token)
        {
            return grains.Get<ISharedPaymentToken>(token).Wake().AsTask();
        }

        if (IdIn(subject, TokenIssue.KeyOf(string.Empty)) is { } issue)
        {
            return grains.Get<ITokenIssue>(issue).Wake().AsTask();
        }

        return IdIn(subject, EventRecord.KeyOf(string.Empty)) is { } notice
            ? grains.Get<IProviderEvent>(notice).Wake().AsTask()
            : Task.CompletedTask;
    }

    private static string? IdIn(string subject, string prefix) =>
        subject.StartsWith(prefix, StringComparison.Ordinal) ? subject[prefix.Length..] : null;

    [LoggerMessage(LogLevel.Warning, "{Subject} could not be woken; it is tried again when its lease has run out.")]
    private partial void LogNotWoken(Exception cause, string subject);

    [LoggerMessage(LogLevel.Warning, "A token could not be woken ({Failure}); it is tried again.")]
    private partial void LogTokenNotWoken(string failure);

    [LoggerMessage(LogLevel.Warning, "What is due could not be read; the next pass tries again.")]
    private partial void LogNotRead(Exception cause);
}
