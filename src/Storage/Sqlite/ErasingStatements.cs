using Acp.Store;
using Microsoft.Data.Sqlite;

namespace Acp.Storage.Sqlite;

/// <summary>What a unit takes out of replies and trails.</summary>
internal sealed class ErasingStatements(SqliteConnection connection) : IDisposable
{
    // As far as the byte behind the slash: an index has all of it in one range.
    private readonly Statement forget = new(
        connection, "DELETE FROM replies WHERE platform = ?1 AND (path = ?2 OR (path >= ?2 || '/' AND path < ?2 || '0'))");

    private readonly Statement rewrite = new(
        connection, "UPDATE replies SET status = ?, body = ? WHERE platform = ? AND path = ? AND key = ?");

    private readonly Statement blank = new(connection, "UPDATE audit SET detail = ? WHERE subject = ? AND event = ?");

    public void Carry(Erasing erasing)
    {
        foreach (var at in erasing.Replies)
        {
            forget.Bind(at.Platform).Bind(at.Path).Run();
        }

        foreach (var it in erasing.Rewritten)
        {
            rewrite.Bind(it.Reply.Status).Bind(it.Reply.Body.Span).Bind(it.Key.Platform).Bind(it.Key.Path).Bind(it.Key.Key).Run();
        }

        foreach (var (subject, name) in erasing.Trails.SelectMany(trail => trail.Events.Select(name => (trail.Subject, name))))
        {
            blank.Bind(BlankedTrail.Blank).Bind(subject).Bind(name).Run();
        }
    }

    public void Dispose()
    {
        Statement[] own = [forget, rewrite, blank];
        Array.ForEach(own, statement => statement.Dispose());
    }
}
