using System.Text.Json;
using Acp.Store;

namespace Acp.Keys;

/// <summary>The keys that operators make. Changed seldom, and by compare and swap: they need no grain.</summary>
public sealed class AccessKeys(IStore store, IInventory inventory, ISecrets secrets, IIds ids, TimeProvider clock)
{
    private const string Revoked = "revoked";
    private const string NotRevoked = "active";
    private const int MaxRaces = 8;
    private const int AtOnce = 500;

    /// <summary>What has ended is shown for so long, and then forgotten with its audit trail.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(400);

    public ValueTask<AccessKeyAnswer> Make(AccessKeyWish wish, AccessKeyCall call)
    {
        ArgumentNullException.ThrowIfNull(wish);
        ArgumentNullException.ThrowIfNull(call);
        var id = KeyText.IdOf(call.By, "make", call.IdempotencyKey);
        return Race(call.By, [id], known => AccessKeyDecider.Make(known[0], wish, call, KeyText.Draw(wish.Kind, id, secrets), clock.GetUtcNow()));
    }

    public ValueTask<AccessKeyAnswer> Rotate(string id, RotationWish wish, AccessKeyCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        var next = KeyText.IdOf(call.By, $"rotate {id}", call.IdempotencyKey);
        return Race(call.By, [id, next], known => AccessKeyDecider.Rotate(
            known[0], known[1], wish, call, KeyText.Draw(known[0]?.Kind ?? default, next, secrets), clock.GetUtcNow()));
    }

    public ValueTask<AccessKeyAnswer> Revoke(string id, string reason, string by) =>
        Race(by, [id], known => AccessKeyDecider.Revoke(known[0], by, reason, clock.GetUtcNow()));

    public async ValueTask<AccessKey?> Find(string id) => (await Load(id)).State;

    /// <summary>Oldest first.</summary>
    public ValueTask<IReadOnlyList<AuditEntry>> History(string id) => store.ReadAudit(AccessKey.KeyOf(id));

    /// <summary>By id, in byte order.</summary>
    /// <param name="after">The id that the page before ended with; null for the first page.</param>
    public ValueTask<IReadOnlyList<AccessKey>> List(string? after, int limit) => List(status: null, after, limit);

    /// <summary>Every key that opens something now.</summary>
    public async ValueTask<IReadOnlyList<AccessKey>> Living()
    {
        var (all, now, page) = (new List<AccessKey>(), clock.GetUtcNow(), await List(NotRevoked, after: null, AtOnce));
        while (page.Count > 0)
        {
            all.AddRange(page.Where(key => key.StatusAt(now) == AccessKeyStatus.Active));
            page = page.Count < AtOnce ? [] : await List(NotRevoked, page[^1].Id, AtOnce);
        }

        return all;
    }

    /// <summary>Writes down that it was used; not where that is known for the last minute, and not against anybody else's change.</summary>
    public async ValueTask NoteUse(string id, DateTimeOffset at)
    {
        var known = await Load(id);
        if (known.State is { } key && (key.LastUsedAt is null || at - key.LastUsedAt >= TimeSpan.FromMinutes(1)))
        {
            var used = key with { LastUsedAt = at };
            await store.Land(new Unit(ids.NewCommitId(), clock.GetUtcNow()) { States = [known.To(used, Index(used))] });
        }
    }

    private async ValueTask<IReadOnlyList<AccessKey>> List(string? status, string? after, int limit)
    {
        var listed = await inventory.ListStates(AccessKey.StoreKind, status, after is null ? null : AccessKey.KeyOf(after), limit);
        return [.. listed.Select(it => StateCodec.Decode<AccessKey>(it.State.Span))];
    }

    private async ValueTask<AccessKeyAnswer> Race(string by, string[] involved, Func<IReadOnlyList<AccessKey?>, AccessKeyDecision> decide)
    {
        for (var race = 0; race < MaxRaces; race++)
        {
            var known = new List<Snapshot<AccessKey>>();
            foreach (var id in involved)
            {
                known.Add(await Load(id));
            }

            var decision = decide([.. known.Select(it => it.State)]);
            if (await Commit(known, decision, by))
            {
                return decision.Answer;
            }
        }

        return new AccessKeyAnswer.Contended();
    }

    private ValueTask<Snapshot<AccessKey>> Load(string id) => store.LoadSnapshot<AccessKey>(AccessKey.KeyOf(id));

    /// <returns>False where somebody else changed one of them.</returns>
    private async ValueTask<bool> Commit(IReadOnlyList<Snapshot<AccessKey>> known, AccessKeyDecision decision, string by)
    {
        if (decision.Changes.Count == 0)
        {
            return true;
        }

        var now = clock.GetUtcNow();
        var verdict = await store.Land(new Unit(ids.NewCommitId(), now)
        {
            States = [.. decision.Changes.Select(change => known.Single(it => it.Key == AccessKey.KeyOf(change.After.Id)).To(change.After, Index(change.After)))],
            Audit = [.. decision.Changes.Select(change => new AuditEntry(AccessKey.KeyOf(change.After.Id), now, by, change.Event, JsonSerializer.Serialize(change.Detail)))],
        });
        return verdict is Verdict.Committed;
    }

    private static IndexColumns Index(AccessKey key) => new(
        AccessKey.StoreKind,
        key.RevokedAt is null ? NotRevoked : Revoked,
        key.Kind == AccessKeyKind.Platform ? key.Owner : null,
        Amount: null,
        Currency: null,
        key.CreatedAt)
    {
        KeptUntil = (key.RevokedAt ?? key.ExpiresAt) + Kept,
    };
}
