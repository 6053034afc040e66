using System.Collections;
using System.Reflection;
using System.Text;
using Acp.Storage.Memory;
using Acp.Tests.Postgres;
using Npgsql;

namespace Acp.Gateway.Tests.Erasures;

/// <summary>Everything that a store holds, as text and bytes, however it holds it.</summary>
internal static class Dump
{
    /// <summary>Characters of base64: fewer come by chance.</summary>
    private const int Telling = 12;

    /// <summary>The file, its log and whatever else lies beside it.</summary>
    public static IEnumerable<byte[]> OfFolder(string folder) => Directory.GetFiles(folder).Select(Read);

    /// <summary>Every row of every table. A column of bytes is written in hexadecimal digits.</summary>
    public static IEnumerable<byte[]> OfDatabase(string connection)
    {
        using var opened = TestPostgres.Open(connection);
        var tables = Texts(opened, "SELECT quote_ident(schemaname) || '.' || quote_ident(tablename) FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')");
        return [.. tables.SelectMany(table => Texts(opened, $"SELECT t::text FROM {table} AS t")).Select(Encoding.UTF8.GetBytes)];
    }

    /// <summary>Every text and every array of bytes that can be reached from its contents.</summary>
    public static IEnumerable<byte[]> OfMemory(MemoryStore store) =>
        Reach(typeof(MemoryStore).GetField("contents", BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(store), depth: 0);

    /// <summary>As it is, or within bytes that stand in a state as base64; either of them in a column of bytes.</summary>
    public static bool Holds(this IEnumerable<byte[]> dump, string word)
    {
        string[] spelled = [word, .. Enumerable.Range(0, 3).Select(before => WithinBase64(word, before)).Where(text => text.Length >= Telling)];
        byte[][] sought = [.. spelled.SelectMany(text => new[] { text, Convert.ToHexStringLower(Encoding.UTF8.GetBytes(text)) }).Select(Encoding.UTF8.GetBytes)];
        return dump.Any(bytes => sought.Any(it => bytes.AsSpan().IndexOf(it) >= 0));
    }

    // What of it stands in whole groups of three bytes, with so many bytes of something else before it in its first.
    private static string WithinBase64(string word, int before)
    {
        var bytes = Encoding.UTF8.GetBytes(word)[((3 - before) % 3)..];
        return Convert.ToBase64String(bytes.AsSpan(0, bytes.Length / 3 * 3));
    }

    private static IEnumerable<byte[]> Reach(object? value, int depth) => value switch
    {
        null => [],
        string text => [Encoding.UTF8.GetBytes(text)],
        byte[] bytes => [bytes],
        ReadOnlyMemory<byte> bytes => [bytes.ToArray()],
        DateTimeOffset or Guid or Enum => [],
        IEnumerable many => many.Cast<object?>().SelectMany(one => Reach(one, depth)),
        _ when depth > 12 || value.GetType().IsPrimitive => [],
        _ => value.GetType().GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .Where(property => property.GetIndexParameters().Length == 0 && property.Name != "EqualityContract")
            .SelectMany(property => Reach(property.GetValue(value), depth + 1)),
    };

    private static List<string> Texts(NpgsqlConnection opened, string sql)
    {
#pragma warning disable CA2100 // The tests' own words.
        using var command = new NpgsqlCommand(sql, opened);
#pragma warning restore CA2100
        using var reader = command.ExecuteReader();
        var texts = new List<string>();
        while (reader.Read())
        {
            texts.Add(reader.IsDBNull(0) ? string.Empty : reader.GetString(0));
        }

        return texts;
    }

    private static byte[] Read(string file)
    {
        using var opened = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var bytes = new MemoryStream();
        opened.CopyTo(bytes);
        return bytes.ToArray();
    }
}
