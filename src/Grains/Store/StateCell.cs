using Acp.CheckoutSessions;

namespace Acp.Store;

/// <summary>
/// A key of the store at one version. What is decided on a snapshot is committed against that snapshot's version and
/// no other, however often the key is read in between.
/// </summary>
/// <param name="State">Null where the key was never written.</param>
public sealed record Snapshot<T>(string Key, T? State, long Version)
    where T : Stored
{
    public StateChange To(T next, IndexColumns index) => new(Key, Version, StateCodec.Encode(next), index);

    public Snapshot<T> Next(T next) => new(Key, next, Version + 1);
}

public static class Snapshots
{
    public static async ValueTask<Snapshot<T>> LoadSnapshot<T>(this IStore store, string key)
        where T : Stored =>
        Of<T>(key, await store.Load(key));

    internal static Snapshot<T> Of<T>(string key, StoredState? stored)
        where T : Stored =>
        stored is null
            ? new Snapshot<T>(key, State: null, Version: 0)
            : new Snapshot<T>(key, StateCodec.Decode<T>(stored.State.Span), stored.Version);
}

/// <summary>
/// The newest snapshot an actor holds of its key. After a failed commit it must be dropped, because only the store
/// knows what is true then.
/// </summary>
public sealed class StateCell<T>(IStore store, string key)
    where T : Stored
{
    private bool loaded;

    /// <summary>What was last loaded or committed, dropped or not.</summary>
    public Snapshot<T> Newest { get; private set; } = new(key, State: null, Version: 0);

    public async ValueTask<Snapshot<T>> Load() => loaded ? Newest : await Refresh();

    /// <summary>Reads the store, whatever this activation believes: another process may have gone further.</summary>
    public async ValueTask<Snapshot<T>> Refresh()
    {
        Take(Read(await store.Load(key)));
        return Newest;
    }

    /// <summary>Reads the store, and looks for a kept reply.</summary>
    /// <returns>The state as it was read, which the cell may have left behind: the reply was looked for no earlier than that.</returns>
    public async ValueTask<(Snapshot<T> State, KeptReply? Reply)> Refresh(ReplyKey reply)
    {
        var (stored, kept) = await store.LoadWithReply(key, reply);
        var read = Read(stored);
        Take(read);
        return (read, kept);
    }

    public void Drop() => loaded = false;

    /// <summary>
    /// For a key that was drawn a moment ago: nobody can have written it, so it is not read. Where somebody has all the
    /// same, the first commit loses against him and the next look reads.
    /// </summary>
    public void AssumeNew() => loaded = loaded || Newest.Version == 0;

    // A read that began before a commit may end after it: the older version must not come back.
    public void Take(Snapshot<T> snapshot)
    {
        loaded = true;
        Newest = snapshot.Version > Newest.Version ? snapshot : Newest;
    }

    // A version is written once, so one that is known need not be read again.
    private Snapshot<T> Read(StoredState? stored) =>
        stored is not null && stored.Version == Newest.Version ? Newest : Snapshots.Of<T>(key, stored);
}
