namespace Acp.Store;

/// <summary>
/// That the store was restored from a backup, or failed over and may have lost commits: an operator says so once
/// (<c>restored</c>), before the first process starts. From then on a session that was created before is looked up at the
/// provider before anything is sent for it. Read when a process starts; whoever restores restarts all of them.
/// </summary>
public sealed class RestoreMark
{
    public const string Key = "restore/mark";

    private long ticks;

    /// <summary>The newest; null where it never was.</summary>
    public DateTimeOffset? At => Interlocked.Read(ref ticks) is > 0 and var at ? new DateTimeOffset(at, TimeSpan.Zero) : null;

    public bool CameAfter(DateTimeOffset created) => At is { } at && created < at;

    /// <exception cref="StoreUnavailableException">The store did not answer.</exception>
    public async ValueTask Read(IStore store)
    {
        ArgumentNullException.ThrowIfNull(store);
        if ((await store.LoadSnapshot<Restore>(Key)).State is { } restore)
        {
            Interlocked.Exchange(ref ticks, restore.At.UtcTicks);
        }
    }

    /// <summary>Writes it down, and audits it.</summary>
    /// <param name="now">The restore is over by then.</param>
    /// <exception cref="StoreUnavailableException">It is not known whether it is written.</exception>
    public static async ValueTask<bool> Write(IStore store, IIds ids, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(ids);
        var known = await store.LoadSnapshot<Restore>(Key);
        var unit = new Unit(ids.NewCommitId(), now)
        {
            States = [known.To(new Restore(now), new IndexColumns("restore", "marked", Platform: null, Amount: null, Currency: null, now))],
            Audit = [new AuditEntry(Key, now, "operator", "store.restored", "{}")],
        };
        return await store.Land(unit) is Verdict.Committed;
    }

    /// <summary>As it is stored.</summary>
    public sealed record Restore(DateTimeOffset At) : Stored;
}
