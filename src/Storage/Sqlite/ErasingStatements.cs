using Acp.Store;
using Microsoft.Data.Sqlite;

namespace Acp.Storage.Sqlite;

/// <summary>What a unit takes out of replies and trails.</summary>
internal sealed class ErasingStatements(SqliteConnection connection) : IDisposable
{
    private readonly Statement forget = new(connection, "DELETE FROM replies WHERE platform = ? AND path = ?");

    private readonly Statement rewrite = new(
        connection, "UPDATE replies SET status = ?, body = ? WHERE platform = ? AND path = ? AND key = ? AND kept_until = ?");

    private readonly Statement blank = new(connection, "UPDATE audit SET detail = ? WHERE subject = ? AND event = ?");

    public void Carry(Erasing erasing)
    {
        foreach (var at in erasing.Replies)
        {
            forget.Bind(at.Platform).Bind(at.Path).Run();
        }

        foreach (var it in erasing.Rewritten)
        {
            rewrite.Bind(it.Reply.Status).Bind(it.Reply.Body.Span);
            rewrite.Bind(it.Key.Platform).Bind(it.Key.Path).Bind(it.Key.Key).Bind(it.KeptUntil.ToUnixTimeMilliseconds()).Run();
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
