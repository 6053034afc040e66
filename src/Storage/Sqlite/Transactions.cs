using Microsoft.Extensions.Logging;

namespace Acp.Storage.Sqlite;

/// <summary>
/// Carries out batches: many works, one transaction, one flush. A batch that breaks is rolled back and done again
/// work by work, so that a bad one fails alone. Belongs to the writer's thread.
/// </summary>
internal sealed partial class Transactions(SqliteSettings settings, TimeProvider clock, ILogger log) : IDisposable
{
    private readonly LogEmptying emptying = new(clock);
    private WriteSession? session;

    // A COMMIT that failed may have left its last page in the log, where recovery after a crash would find it and bring
    // the commit back to life. Writing anything overwrites it, and only then is "it did not land" true for good.
    private bool doubt;

    public void Run(IReadOnlyList<Work> batch) => TryRun(batch);

    public void Close()
    {
        try
        {
            session?.Checkpoint();
        }
        catch (Exception e)
        {
            LogNotFolded(e); // Nothing is lost: the log stays beside the database and is read at the next start.
        }

        Dispose();
    }

    public void Dispose()
    {
        session?.Dispose();
        session = null;
    }

    /// <returns>False where no transaction could be begun; everybody in the batch has been told.</returns>
    private bool TryRun(IReadOnlyList<Work> batch)
    {
        if (!TryBegin(batch))
        {
            return false;
        }

        if (CarryOut(batch) is not { } failure)
        {
            Flush(batch);
        }
        else if (batch is [var alone])
        {
            alone.Fail(alone.Explain(failure));
        }
        else
        {
            LogBatchBroke(batch.Count, failure);
            RunOneByOne(batch);
        }

        return true;
    }

    private void RunOneByOne(IReadOnlyList<Work> batch)
    {
        var began = true;
        foreach (var work in batch)
        {
            if (began)
            {
                began = TryRun([work]);
            }
            else
            {
                // Another process holds the lock. Each would wait as long as the first did, and their callers with them.
                work.Fail(Failures.Unavailable(new TimeoutException("the database stayed locked.")));
            }
        }
    }

    private bool TryBegin(IReadOnlyList<Work> batch)
    {
        try
        {
            session ??= new WriteSession(settings);
            session.Begin();
            return true;
        }
        catch (Exception e)
        {
            LogNoTransaction(batch.Count, e);
            Dispose();
            Fail(batch, Failures.Unavailable(e));
            return false;
        }
    }

    /// <returns>Null, or why the batch was rolled back.</returns>
    private Exception? CarryOut(IReadOnlyList<Work> batch)
    {
        try
        {
            CarryOut(batch, clock.NowMilliseconds());
            return null;
        }
        catch (Exception e)
        {
            RollBack();
            return e;
        }
    }

    private void CarryOut(IReadOnlyList<Work> batch, long now)
    {
        if (doubt)
        {
            session!.Touch(now);
        }

        foreach (var work in batch)
        {
            work.CarryOut(session!, now);
        }

        session!.WriteTallies();
        session.Prune(now);
    }

    // Not done again where it fails: a second try could meet a first that landed after all.
    private void Flush(IReadOnlyList<Work> batch)
    {
        try
        {
            session!.Commit();
            doubt = false;
        }
        catch (Exception e)
        {
            doubt = true;
            OweFor(batch); // It may have landed, and what it erased is in the log then.
            LogInDoubt(batch.Count, e);
            RollBack();
            Fail(batch, Failures.InDoubt(e));
            return;
        }

        EmptyLog(batch);
        foreach (var work in batch)
        {
            work.Settle();
        }
    }

    // Readers are over in milliseconds. Who is not waited for then is tried again with later batches.
    private void EmptyLog(IReadOnlyList<Work> batch)
    {
        OweFor(batch);
        if (emptying.Patience(batch.Any(work => work.WaitsForReaders)) is not { } patience)
        {
            return;
        }

        try
        {
            emptying.Tried(session!.TryEmptyLog(patience));
        }
        catch (Exception e)
        {
            emptying.Tried(isEmpty: false);
            LogNotFolded(e);
        }
    }

    private void OweFor(IReadOnlyList<Work> batch)
    {
        if (batch.Any(work => work.Erases))
        {
            emptying.Owe();
        }
    }

    private void RollBack()
    {
        try
        {
            session!.Rollback();
        }
        catch (Exception e)
        {
            // Some failures roll back by themselves. Closing the connection is the way that cannot leave a half behind.
            LogReopening(e);
            Dispose();
        }
    }

    private static void Fail(IReadOnlyList<Work> batch, Exception why)
    {
        foreach (var work in batch)
        {
            work.Fail(why);
        }
    }

    [LoggerMessage(LogLevel.Warning, "A batch of {Count} broke and was rolled back; each is tried by itself.")]
    private partial void LogBatchBroke(int count, Exception cause);

    [LoggerMessage(LogLevel.Error, "No transaction could be begun; {Count} waiting callers are told the store is unavailable.")]
    private partial void LogNoTransaction(int count, Exception cause);

    [LoggerMessage(LogLevel.Error, "A flush failed; {Count} callers are told that their outcome is unknown, and will ask.")]
    private partial void LogInDoubt(int count, Exception cause);

    [LoggerMessage(LogLevel.Warning, "A rollback failed; the connection is opened anew.")]
    private partial void LogReopening(Exception cause);

    [LoggerMessage(LogLevel.Warning, "The log was not folded into the database at the end; the next start reads it.")]
    private partial void LogNotFolded(Exception cause);
}
