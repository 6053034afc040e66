using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Acp.Storage.Sqlite;

/// <summary>
/// One prepared statement, bound by position. It goes below Microsoft.Data.Sqlite's commands because they look every
/// parameter up by name each time, which at thousands of units a second costs more than SQLite itself.
/// One thread at a time.
/// </summary>
internal sealed class Statement : IDisposable
{
    // Strict: two different broken strings must not become one key by way of the replacement character.
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly sqlite3 database;
    private readonly sqlite3_stmt statement;
    private byte[] text = new byte[256];
    private int bound;

    public Statement(SqliteConnection connection, string sql)
    {
        database = connection.Handle!;
        Check(raw.sqlite3_prepare_v3(database, sql, raw.SQLITE_PREPARE_PERSISTENT, out statement));
    }

    public Statement Bind(long value)
    {
        Check(raw.sqlite3_bind_int64(statement, ++bound, value));
        return this;
    }

    public Statement Bind(long? value) => value is { } number ? Bind(number) : BindNull();

    public Statement Bind(string? value)
    {
        if (value is null)
        {
            return BindNull();
        }

        // By length: up to a zero byte, "a\0b" and "a" would be one key.
        Check(raw.sqlite3_bind_text(statement, ++bound, Encode(value)));
        return this;
    }

    public Statement Bind(ReadOnlySpan<byte> value)
    {
        // An empty span has no address, and SQLite takes a missing address for NULL.
        Check(value.IsEmpty
            ? raw.sqlite3_bind_zeroblob(statement, ++bound, 0)
            : raw.sqlite3_bind_blob(statement, ++bound, value));
        return this;
    }

    public Statement Bind(Guid value)
    {
        // Big-endian: ids that begin with their time then also sort by it, and land beside each other in an index.
        Span<byte> bytes = stackalloc byte[16];
        value.TryWriteBytes(bytes, bigEndian: true, out _);
        return Bind(bytes);
    }

    /// <returns>Rows changed.</returns>
    public int Run()
    {
        try
        {
            while (Next())
            {
            }

            return raw.sqlite3_changes(database);
        }
        finally
        {
            Reset();
        }
    }

    /// <returns>Every row, read before the statement lets go of its snapshot.</returns>
    public List<T> Rows<T>(Func<Statement, T> read)
    {
        try
        {
            var rows = new List<T>();
            while (Next())
            {
                rows.Add(read(this));
            }

            return rows;
        }
        finally
        {
            Reset();
        }
    }

    public T? Row<T>(Func<Statement, T> read)
    {
        try
        {
            return Next() ? read(this) : default;
        }
        finally
        {
            Reset();
        }
    }

    public long Number(int column) => raw.sqlite3_column_int64(statement, column);

    public string Text(int column) => Utf8.GetString(raw.sqlite3_column_blob(statement, column));

    public long? NumberOrNull(int column) => IsNull(column) ? null : Number(column);

    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    public byte[] Bytes(int column) => raw.sqlite3_column_blob(statement, column).ToArray();

    public void Dispose() => statement.Dispose();

    private bool IsNull(int column) => raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL;

    private Statement BindNull()
    {
        Check(raw.sqlite3_bind_null(statement, ++bound));
        return this;
    }

    private ReadOnlySpan<byte> Encode(string value)
    {
        var most = Utf8.GetMaxByteCount(value.Length);
        if (text.Length < most)
        {
            text = new byte[most];
        }

        try
        {
            return text.AsSpan(0, Utf8.GetBytes(value, text));
        }
        catch (EncoderFallbackException)
        {
            bound = 0;
            throw;
        }
    }

    private bool Next()
    {
        var code = raw.sqlite3_step(statement);
        if (code != raw.SQLITE_ROW)
        {
            Check(code);
        }

        return code == raw.SQLITE_ROW;
    }

    // Its code repeats the step's failure, which has been thrown already.
    private void Reset()
    {
        bound = 0;
        _ = raw.sqlite3_reset(statement);
    }

    private void Check(int code)
    {
        if (code is raw.SQLITE_OK or raw.SQLITE_DONE)
        {
            return;
        }

        bound = 0;
        SqliteException.ThrowExceptionForRC(code, database);
    }
}
