namespace Acp.Storage.Sqlite;

/// <summary>
/// When the log is emptied of what was erased, and how long readers are waited for. All commits wait meanwhile: so whoever
/// reads for minutes, such as a backup, is waited for seldom. Belongs to the writer's thread.
/// </summary>
internal sealed class LogEmptying(TimeProvider clock)
{
    private static readonly TimeSpan ReadersMayTake = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan BetweenWaits = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(1);

    private bool isOwed;
    private TimeSpan patience;
    private DateTimeOffset? waitedInVain;
    private DateTimeOffset? triedInVain;

    /// <summary>What was erased is in the log, or may be.</summary>
    public void Owe() => isOwed = true;

    /// <param name="waits">Whether readers are waited for at all.</param>
    /// <returns>How long readers may take; null: it is not tried now.</returns>
    public TimeSpan? Patience(bool waits)
    {
        patience = waits && IsOver(waitedInVain, BetweenWaits) ? ReadersMayTake : TimeSpan.Zero;
        return isOwed && (patience > TimeSpan.Zero || IsOver(triedInVain, BetweenTries)) ? patience : null;
    }

    public void Tried(bool isEmpty)
    {
        isOwed = !isEmpty;
        triedInVain = isEmpty ? null : clock.GetUtcNow();
        waitedInVain = isEmpty ? null : patience > TimeSpan.Zero ? triedInVain : waitedInVain;
    }

    // Also where the clock was set back.
    private bool IsOver(DateTimeOffset? since, TimeSpan pause) => since is not { } at || (clock.GetUtcNow() - at).Duration() >= pause;
}
