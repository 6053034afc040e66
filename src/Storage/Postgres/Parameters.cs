using System.Data.Common;
using Npgsql;
using NpgsqlTypes;

namespace Acp.Storage.Postgres;

/// <summary>Binds by position, typed, so that nothing is guessed and nothing boxed.</summary>
internal static class Parameters
{
    public static NpgsqlParameterCollection Text(this NpgsqlParameterCollection to, string value) => to.Value(value.ToStored(), NpgsqlDbType.Text);

    public static NpgsqlParameterCollection Number(this NpgsqlParameterCollection to, long value) => to.Value(value, NpgsqlDbType.Bigint);

    public static NpgsqlParameterCollection Texts(this NpgsqlParameterCollection to, IEnumerable<string?> values) =>
        to.Value(values.Select(value => value?.ToStored()).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text);

    public static NpgsqlParameterCollection Numbers(this NpgsqlParameterCollection to, IEnumerable<long> values) =>
        to.Value(values.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Bigint);

    public static NpgsqlParameterCollection Numbers(this NpgsqlParameterCollection to, IEnumerable<long?> values) =>
        to.Value(values.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Bigint);

    public static NpgsqlParameterCollection Integers(this NpgsqlParameterCollection to, IEnumerable<int> values) =>
        to.Value(values.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Integer);

    public static NpgsqlParameterCollection Times(this NpgsqlParameterCollection to, IEnumerable<DateTimeOffset> values) =>
        to.Numbers(values.Select(value => value.ToUnixTimeMilliseconds()));

    public static NpgsqlParameterCollection Times(this NpgsqlParameterCollection to, IEnumerable<DateTimeOffset?> values) =>
        to.Numbers(values.Select(value => value?.ToUnixTimeMilliseconds()));

    public static NpgsqlParameterCollection Blobs(this NpgsqlParameterCollection to, IEnumerable<ReadOnlyMemory<byte>> values) =>
        to.Value(values.Select(value => value.ToArray()).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Bytea);

    public static NpgsqlParameterCollection Ids(this NpgsqlParameterCollection to, IEnumerable<Guid> values) =>
        to.Value(values.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Uuid);

    public static NpgsqlParameterCollection Say(this NpgsqlBatch batch, string sql)
    {
#pragma warning disable CA2100 // Constants of Sql.
        var command = new NpgsqlBatchCommand(sql);
#pragma warning restore CA2100
        batch.BatchCommands.Add(command);
        return command.Parameters;
    }

    public static string StoredText(this DbDataReader row, int column) => row.GetString(column).FromStored();

    public static string? StoredTextOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.StoredText(column);

    public static long? NumberOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);

    private static NpgsqlParameterCollection Value<T>(this NpgsqlParameterCollection to, T value, NpgsqlDbType type)
    {
        to.Add(new NpgsqlParameter<T> { TypedValue = value, NpgsqlDbType = type });
        return to;
    }
}
