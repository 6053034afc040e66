using System.Data.Common;
using Npgsql;

namespace Acp.Storage.Postgres;

/// <summary>Reads both forms in which people write down where a database is. Nothing of them is ever repeated.</summary>
internal static class ConnectionString
{
    private static readonly string[] Schemes = ["postgres://", "postgresql://"];

    public static bool IsOne(string text) => IsAddress(text) || HasHost(text);

    /// <returns>In Npgsql's form.</returns>
    /// <exception cref="ArgumentException">The value is not understood; the message does not say what it is.</exception>
    public static string Read(string text)
    {
        try
        {
            return (IsAddress(text) ? FromAddress(new Uri(text)) : new NpgsqlConnectionStringBuilder(text)).ConnectionString;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or InvalidCastException or KeyNotFoundException or NotSupportedException or OverflowException)
        {
            // The cause is left out, because it repeats what it did not understand.
#pragma warning disable CA2208 // The key's name says more than the parameter's.
            throw new ArgumentException("The PostgreSQL connection string has a part that is not understood.");
#pragma warning restore CA2208
        }
    }

    /// <summary>Whether the value, in Npgsql's form, says anything of this, under any of its names.</summary>
    public static bool Says(string text, params IReadOnlyList<string> names) =>
        Keys(text).Any(key => names.Contains(key.Replace(" ", "", StringComparison.Ordinal), StringComparer.OrdinalIgnoreCase));

    /// <summary>Of several hosts only the one that takes writes may answer: what a standby tells is older than what callers were told.</summary>
    public static void AskPrimary(NpgsqlConnectionStringBuilder builder)
    {
        // Of one host Npgsql refuses to be asked for it; each connection looks for itself whether it is at a standby.
        if (builder.Host?.Contains(',', StringComparison.Ordinal) == true)
        {
            builder.TargetSessionAttributes = "primary";
        }
        else
        {
            builder.Remove("Target Session Attributes");
        }
    }

    private static bool IsAddress(string text) => Schemes.Any(scheme => text.StartsWith(scheme, StringComparison.OrdinalIgnoreCase));

    private static bool HasHost(string text)
    {
        try
        {
            return Says(text, "Host", "Server");
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static IEnumerable<string> Keys(string text) => new DbConnectionStringBuilder { ConnectionString = text }.Keys.Cast<string>();

    private static NpgsqlConnectionStringBuilder FromAddress(Uri address)
    {
        var user = address.UserInfo.Split(':', 2);
        var builder = new NpgsqlConnectionStringBuilder
        {
            Host = address.Host,
            Port = address.IsDefaultPort || address.Port < 0 ? NpgsqlConnection.DefaultPort : address.Port,
            Database = Uri.UnescapeDataString(address.AbsolutePath.TrimStart('/')),
            Username = Uri.UnescapeDataString(user[0]),
            Password = user.Length > 1 ? Uri.UnescapeDataString(user[1]) : null,
        };
        foreach (var part in address.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var option = part.Split('=', 2);
            builder[Name(option[0])] = Uri.UnescapeDataString(option.Length > 1 ? option[1] : "");
        }

        return builder;
    }

    // libpq's names where they differ from Npgsql's.
    private static string Name(string option) => option switch
    {
        "sslmode" => "SSL Mode",
        "sslrootcert" => "Root Certificate",
        "application_name" => "Application Name",
        "options" => "Options",
        _ => option,
    };
}
