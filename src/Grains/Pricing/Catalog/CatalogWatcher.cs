using Microsoft.Extensions.Logging;

namespace Acp.Pricing;

/// <summary>
/// Looks whether the file has changed. It asks instead of listening: file notifications do not cross network shares,
/// container mounts and the symbolic links that Kubernetes swaps.
/// </summary>
/// <param name="onChanged">Carries a new snapshot on, such as to stock; repeated at the next look until it succeeds.</param>
public sealed partial class CatalogWatcher(
    CatalogFileSource source, Func<CatalogSnapshot, ValueTask> onChanged, TimeProvider time, ILogger<CatalogWatcher> logger)
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private (DateTime Written, long Length) seen = Stamp(source.Path);
    private bool pending;

    public async Task Run(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stop))
        {
            await Look();
        }
    }

    /// <summary>One look. Not for two callers at once.</summary>
    public async ValueTask Look()
    {
        var stamp = Stamp(source.Path);
        if (stamp != seen)
        {
            seen = stamp; // Before it is read: an edit during the reading is seen at the next look.
            pending |= source.Reload();
        }

        if (pending)
        {
            await Announce();
        }
    }

    private async ValueTask Announce()
    {
        try
        {
            await onChanged(source.Current);
            pending = false;
        }
#pragma warning disable CA1031 // Whatever failed, the next look must come.
        catch (Exception error)
#pragma warning restore CA1031
        {
            LogNotCarriedOn(source.Path, error);
        }
    }

    private static (DateTime, long) Stamp(string path)
    {
        var file = new FileInfo(path);
        var target = file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file;
        return target.Exists ? (target.LastWriteTimeUtc, target.Length) : default;
    }

    [LoggerMessage(LogLevel.Error, "The change of catalog {Path} could not be carried on; it will be tried again.")]
    private partial void LogNotCarriedOn(string path, Exception cause);
}
