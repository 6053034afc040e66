using System.Threading.Channels;
using Acp.Telemetry;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Acp.Storage.Postgres;

/// <summary>
/// The one writer of this process. Whatever waits while a round runs goes into the next one, so that a flush is shared
/// by as many as the load brings, and a lone caller waits for nobody. Docs: decisions/0010.
/// </summary>
internal sealed partial class GroupWriter : IAsyncDisposable
{
    // Bytes of one round; more would only make everybody in it wait for the sending.
    private const int MostBytes = 4 << 20;
    private readonly Channel<Work> queue;
    private readonly WriteConnection connection;
    private readonly Rounds rounds;
    private readonly Questions questions;
    private readonly int mostTogether;
    private readonly ILogger log;
    private readonly StoreInstruments instruments;
    private readonly Task loop;

    public GroupWriter(NpgsqlDataSource source, PostgresSettings settings, TimeProvider clock, ILogger log, StoreInstruments instruments)
    {
        this.log = log;
        this.instruments = instruments;
        mostTogether = settings.MostTogether;
        connection = new WriteConnection(source);
        rounds = new Rounds(connection, clock, log);
        questions = new Questions(connection, clock);
        queue = Channel.CreateBounded<Work>(new BoundedChannelOptions(settings.MostWaiting) { SingleReader = true });
        loop = Task.Run(Loop); // Off the caller's scheduler, for good.
    }

    /// <exception cref="Acp.Store.StoreUnavailableException">The store is closed; nothing was done.</exception>
    public ValueTask<T> Do<T>(Work<T> work) => queue.Writer.TryWrite(work) ? new(work.Outcome) : new(Wait(work));

    /// <summary>Finishes what is queued.</summary>
    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await loop.ConfigureAwait(false);
    }

    private async Task<T> Wait<T>(Work<T> work)
    {
        try
        {
            await queue.Writer.WriteAsync(work).ConfigureAwait(false);
        }
        catch (ChannelClosedException)
        {
            throw Failures.Closed();
        }

        return await work.Outcome.ConfigureAwait(false);
    }

    private async Task Loop()
    {
        var batch = new List<Work>(mostTogether);
        while (await queue.Reader.WaitToReadAsync())
        {
            Fill(batch);
            instruments.Flushed(batch.Count);
            await Run(batch);
            batch.Clear();
        }

        await connection.DisposeAsync();
    }

    private void Fill(List<Work> batch)
    {
        for (var bytes = 0; batch.Count < mostTogether && bytes < MostBytes && queue.Reader.TryRead(out var work); bytes += work.Size)
        {
            batch.Add(work);
        }
    }

    // The last line: whatever goes wrong, nobody waits for ever, and the writer goes on.
    private async Task Run(List<Work> batch)
    {
        try
        {
            await RunParts([.. batch.OfType<CommitWork>()], [.. batch.OfType<LandedWork>()]);
        }
        catch (Exception e)
        {
            batch.ForEach(work => work.Fail(Failures.InDoubt(e)));
            await StartAfresh(batch.Count, e);
        }
    }

    private async Task StartAfresh(int count, Exception cause)
    {
        try
        {
            LogUnexpected(count, cause);
            await connection.Close();
        }
#pragma warning disable CA1031 // There is nothing behind this line: if it ended the loop, every later commit would wait for ever.
        catch
#pragma warning restore CA1031
        {
            // A connection that does not close is forgotten all the same.
        }
    }

    // Questions come last: whatever was sent before them has been decided by then.
    private async Task RunParts(CommitWork[] commits, LandedWork[] asked)
    {
        if (commits.Length > 0 && !await rounds.Run(commits))
        {
            TurnAway();
        }

        if (asked.Length > 0)
        {
            await questions.Run(asked);
        }
    }

    // Nobody is let wait for the same failure again, batch after batch. None of these has been sent.
    private void TurnAway()
    {
        var waiting = queue.Reader.Count;
        LogUnreachable(waiting);
        while (waiting-- > 0 && queue.Reader.TryRead(out var work))
        {
            work.Fail(Failures.Unavailable(new TimeoutException()));
        }
    }

    [LoggerMessage(LogLevel.Error, "The database cannot be reached; {Count} more that wait are told so, too.")]
    private partial void LogUnreachable(int count);

    [LoggerMessage(LogLevel.Critical, "The writer failed and does not know why; {Count} callers are told that their outcome is unknown.")]
    private partial void LogUnexpected(int count, Exception cause);
}
