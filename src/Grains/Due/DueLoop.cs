using Acp.CheckoutSessions;
using Acp.Store;
using Microsoft.Extensions.Logging;

namespace Acp.Due;

/// <summary>
/// Finds what has fallen due in the store and wakes it. Leased, so that any number of nodes may run it; the store is
/// the only memory of what is due.
/// </summary>
public sealed partial class DueLoop(IStore store, IGrains grains, TimeProvider clock, ILogger<DueLoop> log)
{
    /// <summary>Woken at a time: a provider that answers slowly must not keep what else is due waiting, nor be flooded.</summary>
    private const int AtOnce = 32;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>Longer than a wake usually takes. Where one takes longer another node wakes the same: slower, not wrong.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);

    private readonly HashSet<Task> underWay = [];

    public async Task Run(CancellationToken stop)
    {
        using var ticks = new PeriodicTimer(Interval, clock);
        try
        {
            while (await ticks.WaitForNextTickAsync(stop))
            {
                underWay.RemoveWhere(wake => wake.IsCompleted);
                underWay.UnionWith(await Claim(AtOnce - underWay.Count));
            }
        }
        finally
        {
            await Task.WhenAll(underWay);
        }
    }

    /// <summary>One pass over what is due now, to its end.</summary>
    public async Task Sweep()
    {
        foreach (var wake in await Claim(AtOnce))
        {
            await wake;
        }
    }

    private async Task<IReadOnlyList<Task>> Claim(int limit)
    {
        try
        {
            return limit == 0 ? [] : [.. (await store.ClaimDue(clock.GetUtcNow(), Lease, limit)).Select(Wake)];
        }
#pragma warning disable CA1031 // Whatever failed, the next pass must come: nothing else wakes what is due.
        catch (Exception e)
#pragma warning restore CA1031
        {
            LogNotRead(e);
            return [];
        }
    }

    private async Task Wake(string subject)
    {
        var prefix = CheckoutSession.KeyOf(string.Empty);
        if (!subject.StartsWith(prefix, StringComparison.Ordinal))
        {
            return;
        }

        try
        {
            await grains.Get<ICheckoutSession>(subject[prefix.Length..]).Wake();
        }
#pragma warning disable CA1031 // One subject that cannot be woken must not keep the others asleep; its lease runs out and it is tried again.
        catch (Exception e)
#pragma warning restore CA1031
        {
            LogNotWoken(e, subject);
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Subject} could not be woken; it is tried again when its lease has run out.")]
    private partial void LogNotWoken(Exception cause, string subject);

    [LoggerMessage(LogLevel.Warning, "What is due could not be read; the next pass tries again.")]
    private partial void LogNotRead(Exception cause);
}
