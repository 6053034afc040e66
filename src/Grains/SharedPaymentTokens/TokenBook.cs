using System.Text.Json;
using Acp.Store;

namespace Acp.SharedPaymentTokens;

/// <summary>Reads and writes one token. Sessions change it inside their own units, so every read asks the store.</summary>
internal sealed class TokenBook(string id, TokenPorts ports)
{
    private readonly string key = SharedPaymentToken.KeyOf(id);

    public ValueTask<Snapshot<TokenRecord>> Load() => ports.Store.LoadSnapshot<TokenRecord>(key);

    /// <param name="due">When a revocation that begins is to be asked for again.</param>
    /// <returns>Null where another writer won: load and decide anew.</returns>
    public async ValueTask<Snapshot<TokenRecord>?> Write(
        Snapshot<TokenRecord> before, TokenRecord after, string actor, string what, object detail, DateTimeOffset? due = null)
    {
        var now = ports.Now;
        var change = new TokenChange(before, after);
        var verdict = await ports.Store.Land(new Unit(ports.Ids.NewCommitId(), now)
        {
            States = [change.State(now)],
            Tallies = change.Tallies,
            Audit = [Entry(now, actor, what, detail)],
            Due = IsUnconfirmed(before.State) == IsUnconfirmed(after) ? [] : [new DueTime(key, due)],
        });
        return verdict is Verdict.Committed ? change.Next : null;
    }

    /// <summary>Puts on its record what changes nothing of it.</summary>
    public ValueTask<Verdict> Note(string actor, string what, object detail)
    {
        var now = ports.Now;
        return ports.Store.Land(new Unit(ports.Ids.NewCommitId(), now) { Audit = [Entry(now, actor, what, detail)] });
    }

    public ValueTask<Verdict> WakeAt(DateTimeOffset? due) =>
        ports.Store.Land(new Unit(ports.Ids.NewCommitId(), ports.Now) { Due = [new DueTime(key, due)] });

    private AuditEntry Entry(DateTimeOffset now, string actor, string what, object detail) =>
        new(key, now, actor, what, JsonSerializer.Serialize(detail));

    private static bool IsUnconfirmed(TokenRecord? token) => token?.State is SharedPaymentToken.Revoked { Confirmed: false };
}
