using Acp.Store;
using Npgsql;

namespace Acp.Storage.Postgres;

internal sealed record Question<T>(string Sql, Action<NpgsqlParameterCollection> Bind, Func<NpgsqlDataReader, T> Read);

/// <summary>Reads beside the writer, on pooled connections. They see whatever a caller was told is committed.</summary>
internal sealed class Reads(NpgsqlDataSource source) : IDisposable
{
    private volatile bool closed;

    /// <exception cref="StoreUnavailableException">The store is closed, or the database does not answer.</exception>
    public ValueTask<List<T>> Rows<T>(Question<T> question) => Answered(() => Ask(question));

    /// <inheritdoc cref="Rows"/>
    public async ValueTask<T?> Row<T>(Question<T> question) => First(await Rows(question).ConfigureAwait(false));

    /// <summary>Two questions in one trip; the second sees what the first saw, or more.</summary>
    /// <inheritdoc cref="Rows"/>
    public async ValueTask<(T1? First, T2? Second)> RowOfEach<T1, T2>(Question<T1> first, Question<T2> second)
    {
        var (one, other) = await Answered(() => Ask(first, second)).ConfigureAwait(false);
        return (First(one), First(other));
    }

    public void Dispose() => closed = true;

    private static T? First<T>(List<T> rows) => rows is [var row, ..] ? row : default;

    private async ValueTask<T> Answered<T>(Func<Task<T>> ask)
    {
        try
        {
            return await AskAgainWhereItBroke(ask).ConfigureAwait(false);
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException or ObjectDisposedException)
        {
            throw closed ? Failures.Closed() : Failures.Unavailable(e);
        }
    }

    // A pooled connection may have died while it rested, as in a restart of the database: then a new one is asked. The
    // driver has dropped the rest of the pool by then.
    private async Task<T> AskAgainWhereItBroke<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask().ConfigureAwait(false);
        }
        catch (NpgsqlException e) when (e is not PostgresException { InvariantSeverity: "ERROR" } && e.InnerException is not TimeoutException && !closed)
        {
            return await ask().ConfigureAwait(false);
        }
    }

    private async Task<List<T>> Ask<T>(Question<T> question)
    {
        ObjectDisposedException.ThrowIf(closed, this);
        await using var command = source.CreateCommand(question.Sql);
        question.Bind(command.Parameters);
        await using var reader = await command.ExecuteReaderAsync().ConfigureAwait(false);
        return await RowsOf(reader, question).ConfigureAwait(false);
    }

    private async Task<(List<T1> First, List<T2> Second)> Ask<T1, T2>(Question<T1> first, Question<T2> second)
    {
        ObjectDisposedException.ThrowIf(closed, this);
        await using var batch = source.CreateBatch();
        first.Bind(batch.Say(first.Sql));
        second.Bind(batch.Say(second.Sql));
        await using var reader = await batch.ExecuteReaderAsync().ConfigureAwait(false);
        var rows = await RowsOf(reader, first).ConfigureAwait(false);
        await reader.NextResultAsync().ConfigureAwait(false);
        return (rows, await RowsOf(reader, second).ConfigureAwait(false));
    }

    private static async Task<List<T>> RowsOf<T>(NpgsqlDataReader reader, Question<T> question)
    {
        var rows = new List<T>();
        while (await reader.ReadAsync().ConfigureAwait(false))
        {
            rows.Add(question.Read(reader));
        }

        return rows;
    }
}
