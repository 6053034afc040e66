using System.Globalization;
using System.Net;

namespace Acp.Tools;

/// <param name="Problem">What cannot be understood; null where all can.</param>
/// <param name="LoseReplies">Share of charges whose reply is lost after their execution: 0 to 1.</param>
internal sealed record CommandLine(
    IPAddress Address, int Port, TimeSpan Latency, string? Journal, double LoseReplies, int Seed, bool Help, string? Problem)
{
    private static readonly CommandLine Default = new(IPAddress.Loopback, 12111, TimeSpan.Zero, null, 0, 0, false, null);

    public static CommandLine Read(IEnumerable<string> args)
    {
        var line = Default;
        for (var rest = new Queue<string>(args); rest.TryDequeue(out var name) && line.Problem is null;)
        {
            line = name is "--help" or "-h"
                ? line with { Help = true }
                : line.With(name, rest.TryDequeue(out var value) ? value : "");
        }

        return line;
    }

    private CommandLine With(string name, string value) => name switch
    {
        "--port" when Number(value, 65_535) is { } port => this with { Port = port },
        "--host" when IPAddress.TryParse(value, out var address) => this with { Address = address },
        "--latency" when Number(value, 600_000) is { } ms => this with { Latency = TimeSpan.FromMilliseconds(ms) },
        "--journal" when value.Length > 0 => this with { Journal = value },
        "--lose-replies" when Share(value) is { } share => this with { LoseReplies = share },
        "--seed" when Number(value, int.MaxValue) is { } seed => this with { Seed = seed },
        _ => this with { Problem = $"Cannot understand '{name} {value}'; see --help." },
    };

    private static int? Number(string text, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value <= most ? value : null;

    private static double? Share(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value <= 1 ? value : null;
}
