using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Acp.Storage.Postgres;

/// <summary>
/// Carries out rounds: many units, one transaction, one flush. Look and lock, decide, write and commit. Belongs to the
/// writer's loop. Docs: decisions/0010.
/// </summary>
internal sealed partial class Rounds(WriteConnection writer, TimeProvider clock, ILogger log)
{
    // Each try that another process spoils has let that one get further.
    private const int MostTries = 8;
    private readonly Pruning pruning = new();

    private enum Next
    {
        Done,
        TryAgain,
        OneByOne,
        Unreachable,
    }

    /// <summary>Everybody in the batch has been told when this returns.</summary>
    /// <returns>False where the server cannot be reached, and whoever waits need not try.</returns>
    public async Task<bool> Run(IReadOnlyList<CommitWork> batch)
    {
        var next = Next.TryAgain;
        for (var tries = 1; next == Next.TryAgain; tries++)
        {
            next = await Try(batch, last: tries == MostTries);
        }

        return next == Next.OneByOne ? await RunOneByOne(batch) : next == Next.Done;
    }

    private async Task<bool> RunOneByOne(IReadOnlyList<CommitWork> batch)
    {
        LogBatchBroke(batch.Count);
        var reached = true;
        foreach (var work in batch)
        {
            if (reached)
            {
                reached = await Run([work]);
            }
            else
            {
                work.Fail(Failures.Unavailable(new TimeoutException()));
            }
        }

        return reached;
    }

    private async Task<Next> Try(IReadOnlyList<CommitWork> batch, bool last)
    {
        if (await Connect(batch) is not { Connection: var connection, IsFresh: var isFresh })
        {
            return Next.Unreachable;
        }

        return await LookAndLock(connection, batch) switch
        {
            (Found found, _) => await DecideAndWrite(connection, batch, found, last),
            (_, Exception cause) => await NothingWasWritten(batch, cause, mayTryAgain: !last, mayBeStale: !isFresh),
            _ => throw new UnreachableException("A look finds something or fails."),
        };
    }

    /// <returns>Null where the server cannot be reached; everybody in the batch has been told.</returns>
    private async Task<(NpgsqlConnection Connection, bool IsFresh)?> Connect(IReadOnlyList<CommitWork> batch)
    {
        try
        {
            return await writer.Get();
        }
        catch (Exception e)
        {
            LogNotDone(batch.Count, e);
            await writer.Close();
            Fail(batch, Failures.Unavailable(e));
            return null;
        }
    }

    private static async Task<(Found? Found, Exception? Cause)> LookAndLock(NpgsqlConnection connection, IReadOnlyList<CommitWork> batch)
    {
        try
        {
            return (await RoundStatements.LookAndLock(connection, [.. batch.Select(work => work.Unit)]), null);
        }
        catch (Exception e)
        {
            return (null, e);
        }
    }

    private async Task<Next> DecideAndWrite(NpgsqlConnection connection, IReadOnlyList<CommitWork> batch, Found found, bool last)
    {
        var now = clock.NowMilliseconds();
        var decider = new RoundDecider(found, now);
        var outcomes = decider.Decide([.. batch.Select(work => work.Unit)]);
        try
        {
            if (decider.Writes.IsEmpty)
            {
                await writer.RollBack();
            }
            else
            {
                writer.HasWarned = false;
                await RoundStatements.WriteAndCommit(connection, decider.Writes, pruning, now);
                if (writer.HasWarned)
                {
                    return await MayHaveLanded(batch, Failures.Warned());
                }
            }
        }
        catch (PostgresException e) when (e.InvariantSeverity == "ERROR" && writer.IsOpen)
        {
            // The server answered and is still there: it has taken the transaction back. What ends the session may do so
            // after the commit, while a standby is waited for.
            return await NothingWasWritten(batch, e, mayTryAgain: !last, mayBeStale: false);
        }
        catch (Exception e)
        {
            return await MayHaveLanded(batch, e);
        }

        foreach (var (work, outcome) in batch.Zip(outcomes))
        {
            work.Settle(outcome);
        }

        return Next.Done;
    }

    private async Task<Next> NothingWasWritten(IReadOnlyList<CommitWork> batch, Exception cause, bool mayTryAgain, bool mayBeStale)
    {
        await (Failures.OnlyReads(cause) ? writer.LeaveServer() : writer.RollBack());
        if (mayTryAgain && (mayBeStale && !writer.IsOpen && !Failures.TookTooLong(cause) || Failures.MayPass(cause)))
        {
            return Next.TryAgain;
        }

        if (!Failures.IsTheUnits(cause) && !Failures.MayPass(cause))
        {
            LogNotDone(batch.Count, cause);
            Fail(batch, Failures.Unavailable(cause));
            return Next.Done;
        }

        if (batch is not [var alone])
        {
            return Next.OneByOne;
        }

        alone.Fail(Failures.MayPass(cause) ? Failures.Unavailable(cause) : Failures.Refused(alone.Unit, cause));
        return Next.Done;
    }

    // Not done again: a second try could meet a first that landed after all. The refused are told the same, because
    // their refusals may rest on neighbours that did not land.
    private async Task<Next> MayHaveLanded(IReadOnlyList<CommitWork> batch, Exception cause)
    {
        LogInDoubt(batch.Count, cause);
        await writer.Close();
        Fail(batch, Failures.InDoubt(cause));
        return Next.Done;
    }

    private static void Fail(IReadOnlyList<CommitWork> batch, Exception why)
    {
        foreach (var work in batch)
        {
            work.Fail(why);
        }
    }

    [LoggerMessage(LogLevel.Warning, "A batch of {Count} broke and was rolled back; each is tried by itself.")]
    private partial void LogBatchBroke(int count);

    [LoggerMessage(LogLevel.Error, "A transaction was not carried out; {Count} waiting callers are told that nothing was done.")]
    private partial void LogNotDone(int count, Exception cause);

    [LoggerMessage(LogLevel.Error, "The connection broke in a commit; {Count} callers are told that their outcome is unknown, and will ask.")]
    private partial void LogInDoubt(int count, Exception cause);
}
