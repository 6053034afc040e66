using Acp.Store;
using Microsoft.Data.Sqlite;

namespace Acp.Storage.Sqlite;

/// <summary>One key, one reply, until it is too old to count.</summary>
internal sealed class ReplyStatements(SqliteConnection connection) : IDisposable
{
    private readonly Statement insert = new(
        connection,
        """
        INSERT INTO replies (platform, path, key, fingerprint, status, body, kept_until)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (platform, path, key) DO UPDATE
        SET fingerprint = excluded.fingerprint, status = excluded.status, body = excluded.body, kept_until = excluded.kept_until
        WHERE replies.kept_until <= ?
        """);

    /// <returns>False where a reply is still kept under the key.</returns>
    public bool Keep(KeptReply kept, long now) =>
        insert
            .Bind(kept.Key.Platform)
            .Bind(kept.Key.Path)
            .Bind(kept.Key.Key)
            .Bind(kept.Fingerprint)
            .Bind(kept.Reply.Status)
            .Bind(kept.Reply.Body.Span)
            .Bind(kept.KeptUntil.ToUnixTimeMilliseconds())
            .Bind(now)
            .Run() == 1;

    public void Dispose() => insert.Dispose();
}
