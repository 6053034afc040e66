using Microsoft.Extensions.Logging;

namespace Acp.Pricing;

/// <summary>
/// Looks whether the file has changed. It asks instead of listening: file notifications do not cross network shares,
/// container mounts and the symbolic links that Kubernetes swaps.
/// </summary>
/// <param name="onChanged">Carries a new snapshot on, such as to stock; repeated at the next look until it succeeds.</param>
public sealed partial class CatalogWatcher(
    CatalogFileSource source, Func<CatalogSnapshot, ValueTask> onChanged, TimeProvider clock, ILogger<CatalogWatcher> log)
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private CatalogSnapshot carriedOn = source.Current;

    public async Task Run(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        while (await timer.WaitForNextTickAsync(stop))
        {
            await Look();
        }
    }

    /// <summary>One look. Not for two callers at once.</summary>
    public async ValueTask Look()
    {
        if (FileStamp.Of(source.Path) != source.Seen)
        {
            source.Reload();
        }

        if (source.Current is var snapshot && snapshot != carriedOn)
        {
            await CarryOn(snapshot);
        }
    }

    private async ValueTask CarryOn(CatalogSnapshot snapshot)
    {
        try
        {
            await onChanged(snapshot);
            carriedOn = snapshot;
        }
#pragma warning disable CA1031 // Whatever failed, the next look must come.
        catch (Exception e)
#pragma warning restore CA1031
        {
            LogNotCarriedOn(source.Path, e);
        }
    }

    [LoggerMessage(LogLevel.Error, "The change of catalog {Path} could not be carried on; it will be tried again.")]
    private partial void LogNotCarriedOn(string path, Exception cause);
}
