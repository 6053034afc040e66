using System.Collections.Concurrent;

namespace Acp.Storage.Sqlite;

/// <summary>
/// Read sessions at rest. There are never more than threads that read at one moment, because a read does not await:
/// it is a few microseconds from the page cache, less than handing it to another thread would cost.
/// </summary>
internal sealed class ReadSessions(SqliteSettings settings) : IDisposable
{
    private readonly ConcurrentBag<ReadSession> resting = [];
    private volatile bool closed;

    /// <exception cref="Acp.Store.StoreUnavailableException">The store is closed or its file cannot be read.</exception>
    public T Read<T, TQuestion>(TQuestion question, Func<ReadSession, TQuestion, T> read)
    {
        if (closed)
        {
            throw Failures.Closed();
        }

        try
        {
            return Ask(question, read);
        }
        catch (Exception e) when (!Failures.IsTheUnits(e))
        {
            throw Failures.Unavailable(e);
        }
    }

    public void Dispose()
    {
        closed = true;
        while (resting.TryTake(out var session))
        {
            session.Dispose();
        }
    }

    private T Ask<T, TQuestion>(TQuestion question, Func<ReadSession, TQuestion, T> read)
    {
        var session = resting.TryTake(out var rested) ? rested : new ReadSession(settings);
        try
        {
            var answer = read(session, question);
            Rest(session);
            return answer;
        }
        catch
        {
            session.Dispose(); // Whatever broke may have broken the connection.
            throw;
        }
    }

    private void Rest(ReadSession session)
    {
        resting.Add(session);
        if (closed)
        {
            Dispose(); // Closed while this one was out.
        }
    }
}
