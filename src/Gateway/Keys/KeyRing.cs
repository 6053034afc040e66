using System.Collections.Concurrent;
using System.Security.Cryptography;
using Acp.Gateway.Errors;
using Acp.Keys;

namespace Acp.Gateway.Keys;

/// <summary>
/// The keys that operators made, as this process knows them: a right key costs no read. What does not match here is looked
/// up in the store, whether its id is known or not, so that both cost the same; once for all who bring it meanwhile; and only
/// so many, so that a flood of wrong keys is no flood for the store. Docs: decisions/0031.
/// </summary>
internal sealed class KeyRing(AccessKeys keys, TimeProvider clock)
{
    /// <summary>How old what is known of a key may be: a store that does not answer shuts nobody out before that.</summary>
    public static readonly TimeSpan LongestBlind = TimeSpan.FromSeconds(60);

    /// <summary>Keys that do not match and are looked up, between two refreshes.</summary>
    public const int LookUpsAtMost = 100;

    /// <summary>By then there has been another refresh, where the store answers.</summary>
    private static readonly TimeSpan UntilNextRefresh = TimeSpan.FromSeconds(5);

    private readonly Lock gate = new();
    private readonly ConcurrentDictionary<string, byte> wrong = new(StringComparer.Ordinal); // Digests; as many as there are look-ups.
    private readonly ConcurrentDictionary<string, Held> held = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<LookUpOf, Lazy<Task<AccessKey?>>> underWay = new();
    private int lookUps;
    private long changes;

    /// <returns>The key, or null: unknown, wrong, expired and revoked are one.</returns>
    /// <exception cref="RequestRefusedException">503: too many others are being looked up to tell. Nobody should throw a good key away.</exception>
    /// <exception cref="Store.StoreUnavailableException">The key is not known here, or not for a minute, and the store does not answer.</exception>
    public async ValueTask<AccessKey?> Identify(AccessKeyKind kind, PresentedKey presented)
    {
        if (!KeyText.TryReadId(kind, presented.Text, out var id))
        {
            return null;
        }

        var now = clock.GetUtcNow();
        var known = held.GetValueOrDefault(id);
        var matches = Matches(known, kind, presented.Digest);
        if (matches && now - known!.ReadAt <= LongestBlind)
        {
            return Used(known, now);
        }

        var digest = Convert.ToHexString(presented.Digest);
        return !matches && wrong.ContainsKey(digest) ? null : await LookUpOnce(new(digest, Interlocked.Read(ref changes)), () => LookUp(id, kind, presented.Digest, isKnown: matches));
    }

    /// <summary>What was changed by this very process holds at once.</summary>
    public void Take(AccessKeyAnswer answer)
    {
        IEnumerable<AccessKey?> changed = answer switch
        {
            AccessKeyAnswer.Made it => [it.Key, it.Replaced],
            AccessKeyAnswer.Stands it => [it.Key],
            _ => [],
        };
        lock (gate)
        {
            changes++;
            foreach (var key in changed.OfType<AccessKey>())
            {
                Hold(key, clock.GetUtcNow());
            }
        }
    }

    /// <summary>Learns what other processes made and ended.</summary>
    public async Task Refresh()
    {
        wrong.Clear();
        Volatile.Write(ref lookUps, 0);
        var (before, now) = (Interlocked.Read(ref changes), clock.GetUtcNow());
        var living = await keys.Living();
        lock (gate)
        {
            if (before == changes) // Else it may be older than what was done here meanwhile: the next one will tell.
            {
                Replace(living, now);
            }
        }
    }

    /// <summary>Writes down which keys were used. What is lost with it is a time in a list.</summary>
    public async Task NoteUses()
    {
        var used = held.Values.Where(it => it.UsedAt is not null).ToArray();
        await Task.WhenAll(used.Select(it => keys.NoteUse(it.Key.Id, it.TakeUse()).AsTask()));
    }

    private static AccessKey? Used(Held known, DateTimeOffset now)
    {
        if (known.Key.StatusAt(now) != AccessKeyStatus.Active)
        {
            return null;
        }

        known.Use(now);
        return known.Key;
    }

    private async Task<AccessKey?> LookUpOnce(LookUpOf key, Func<Task<AccessKey?>> lookUp)
    {
        var shared = underWay.GetOrAdd(key, _ => new(lookUp));
        try
        {
            return await shared.Value;
        }
        finally
        {
            underWay.TryRemove(new(key, shared));
        }
    }

    private async Task<AccessKey?> LookUp(string id, AccessKeyKind kind, byte[] digest, bool isKnown)
    {
        if (!isKnown && Interlocked.Increment(ref lookUps) > LookUpsAtMost)
        {
            throw Faults.KeyNotToldYet(UntilNextRefresh);
        }

        var (before, now) = (Interlocked.Read(ref changes), clock.GetUtcNow());
        var found = await keys.Find(id) is { } key ? Read(key, before, now) : null;
        if (Matches(found, kind, digest) && Used(found!, now) is { } living)
        {
            return living;
        }

        wrong.TryAdd(Convert.ToHexString(digest), 0);
        return null;
    }

    private Held Read(AccessKey key, long before, DateTimeOffset now)
    {
        lock (gate)
        {
            if (before == changes)
            {
                Hold(key, now);
            }

            return held.GetValueOrDefault(key.Id) ?? new Held(key, now);
        }
    }

    private void Replace(IReadOnlyList<AccessKey> living, DateTimeOffset now)
    {
        foreach (var gone in held.Keys.Except(living.Select(key => key.Id), StringComparer.Ordinal))
        {
            held.TryRemove(gone, out _);
        }

        foreach (var key in living)
        {
            Hold(key, now);
        }
    }

    private void Hold(AccessKey key, DateTimeOffset readAt)
    {
        if (key.RevokedAt is not null)
        {
            held.TryRemove(key.Id, out _);
            return;
        }

        held[key.Id] = new Held(key, readAt, held.GetValueOrDefault(key.Id));
    }

    // An unknown id is compared, too, with what matches nothing.
    private static bool Matches(Held? known, AccessKeyKind kind, byte[] digest) =>
        CryptographicOperations.FixedTimeEquals(known?.Digest ?? Nothing, digest) & known?.Key.Kind == kind;

    private static readonly byte[] Nothing = new byte[SHA256.HashSizeInBytes];

    /// <param name="Changes">Whoever comes after a key was ended here shares no reading from before.</param>
    private readonly record struct LookUpOf(string Digest, long Changes);

    private sealed class Held(AccessKey key, DateTimeOffset readAt, Held? before = null)
    {
        private long usedTicks = before?.usedTicks ?? 0;

        public AccessKey Key { get; } = key;

        public byte[] Digest { get; } = Convert.FromHexString(key.Digest);

        public DateTimeOffset ReadAt { get; } = readAt;

        public DateTimeOffset? UsedAt => Volatile.Read(ref usedTicks) is var ticks and > 0 ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

        public void Use(DateTimeOffset at) => Volatile.Write(ref usedTicks, at.UtcTicks);

        public DateTimeOffset TakeUse() => new(Interlocked.Exchange(ref usedTicks, 0), TimeSpan.Zero);
    }
}
