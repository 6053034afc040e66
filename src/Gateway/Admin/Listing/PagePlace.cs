using System.Globalization;
using Acp.Gateway.Errors;

namespace Acp.Gateway.Admin.Listing;

/// <summary>The place of a page that is sorted by time, as a cursor holds it: milliseconds since 1970, and a name.</summary>
internal static class PagePlace
{
    private static readonly long Latest = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    public static string Write(DateTimeOffset at, string name) => string.Create(CultureInfo.InvariantCulture, $"{at.ToUnixTimeMilliseconds()} {name}");

    /// <returns>Null where no cursor is given.</returns>
    /// <exception cref="RequestRefusedException">400 where it cannot come from here.</exception>
    public static (DateTimeOffset At, string Name)? Read(string? place) => place?.Split(' ', 2) switch
    {
        null => null,
        [var at, { Length: > 0 } name] when long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var time) && time <= Latest =>
            (DateTimeOffset.FromUnixTimeMilliseconds(time), name),
        _ => throw Cursor.Fault(),
    };
}
