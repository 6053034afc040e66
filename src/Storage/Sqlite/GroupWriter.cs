using System.Threading.Channels;
using Acp.Telemetry;
using Microsoft.Extensions.Logging;

namespace Acp.Storage.Sqlite;

/// <summary>
/// The one writer. Whatever waits while a flush runs goes into the next one, so that a flush is shared by as many as
/// the load brings, and a lone caller waits for nobody. Docs: decisions/0002.
/// </summary>
internal sealed partial class GroupWriter : IAsyncDisposable
{
    private readonly Channel<Work> queue;
    private readonly Transactions transactions;
    private readonly int mostTogether;
    private readonly ILogger log;
    private readonly StoreInstruments instruments;
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public GroupWriter(SqliteSettings settings, TimeProvider clock, ILogger log, StoreInstruments instruments)
    {
        this.log = log;
        this.instruments = instruments;
        mostTogether = settings.MostTogether;
        transactions = new Transactions(settings, clock, log);
        queue = Channel.CreateBounded<Work>(new BoundedChannelOptions(settings.MostWaiting) { SingleReader = true });

        // A thread of its own: a flush blocks it, and a pool thread held that way is one less for requests.
        new Thread(Loop) { IsBackground = true, Name = "sqlite writer" }.Start();
    }

    /// <exception cref="Acp.Store.StoreUnavailableException">The store is closed; nothing was done.</exception>
    public ValueTask<T> Do<T>(Work<T> work) => queue.Writer.TryWrite(work) ? new(work.Outcome) : new(Wait(work));

    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await ended.Task;
    }

    private async Task<T> Wait<T>(Work<T> work)
    {
        try
        {
            await queue.Writer.WriteAsync(work);
        }
        catch (ChannelClosedException)
        {
            throw Failures.Closed();
        }

        return await work.Outcome;
    }

    private void Loop()
    {
        var batch = new List<Work>(mostTogether);
        while (SomethingWaits())
        {
            Fill(batch);
            instruments.Flushed(batch.Count);
            Run(batch);
            batch.Clear();
        }

        transactions.Close();
        ended.SetResult();
    }

    // Blocks: this thread has nothing else to do.
    private bool SomethingWaits() => queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult();

    private void Fill(List<Work> batch)
    {
        while (batch.Count < mostTogether && queue.Reader.TryRead(out var work))
        {
            batch.Add(work);
        }
    }

    // The last line: whatever goes wrong, nobody waits for ever, and the writer goes on.
    private void Run(List<Work> batch)
    {
        try
        {
            transactions.Run(batch);
        }
        catch (Exception e)
        {
            LogUnexpected(batch.Count, e);
            transactions.Dispose();
            batch.ForEach(work => work.Fail(Failures.InDoubt(e)));
        }
    }

    [LoggerMessage(LogLevel.Critical, "The writer failed and does not know why; {Count} callers are told that their outcome is unknown.")]
    private partial void LogUnexpected(int count, Exception cause);
}
