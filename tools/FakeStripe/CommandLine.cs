using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using Acp.Fakes;

namespace Acp.Tools;

internal sealed record CommandLine
{
    public IPAddress Address { get; private init; } = IPAddress.Loopback;

    public int Port { get; private init; } = 12111;

    public bool Help { get; private init; }

    /// <summary>What cannot be understood; null where all can.</summary>
    public string? Problem { get; private init; }

    public FakeStripeOptions Options => new() { Latency = Latency, JournalPath = Journal, EventTypes = Events };

    public IReadOnlyList<WebhookEndpoint> Endpoints { get; private init; } = [];

    /// <summary>Share of charges whose reply is lost after their execution: 0 to 1.</summary>
    public double LoseReplies { get; private init; }

    public int Seed { get; private init; }

    private TimeSpan Latency { get; init; }

    private string? Journal { get; init; }

    private IReadOnlySet<string> Events { get; init; } = EventTypes.Current;

    private ImmutableArray<Webhook> Webhooks { get; init; } = [];

    private bool Anywhere { get; init; }

    public static CommandLine Read(IEnumerable<string> args)
    {
        var line = new CommandLine();
        for (var rest = new Queue<string>(args); rest.TryDequeue(out var name) && line.Problem is null;)
        {
            line = name switch
            {
                "--help" or "-h" => line with { Help = true },
                "--webhook-anywhere" => line with { Anywhere = true },
                _ => line.With(name, rest.TryDequeue(out var value) ? value : ""),
            };
        }

        return line.Problem is null ? line.WithEndpoints() : line;
    }

    private CommandLine With(string name, string value) => name switch
    {
        "--port" when Number(value, 65_535) is { } port => this with { Port = port },
        "--host" when IPAddress.TryParse(value, out var address) => this with { Address = address },
        "--latency" when Number(value, 600_000) is { } ms => this with { Latency = TimeSpan.FromMilliseconds(ms) },
        "--journal" when value.Length > 0 => this with { Journal = value },
        "--events" when Types(value) is { } types => this with { Events = types },
        "--webhook" when value.Length > 0 => this with { Webhooks = Webhooks.Add(new(value, [], null)) },
        "--webhook-secret" when value.Length > 0 && Webhooks is [.. var before, var last] =>
            this with { Webhooks = [.. before, last with { Secrets = last.Secrets.Add(value) }] },
        "--webhook-account" when AccountOf(value) is { } account && Webhooks is [.. var before, var last] =>
            this with { Webhooks = [.. before, last with { Account = account }] },
        "--lose-replies" when Share(value) is { } share => this with { LoseReplies = share },
        "--seed" when Number(value, int.MaxValue) is { } seed => this with { Seed = seed },
        _ => this with { Problem = $"Cannot understand '{name} {value}'; see --help." },
    };

    private CommandLine WithEndpoints()
    {
        try
        {
            return this with { Endpoints = [.. Webhooks.Select(it => new WebhookEndpoint(it.Url, it.Secrets, Anywhere, it.Account))] };
        }
        catch (ArgumentException e)
        {
            return this with { Problem = $"{e.Message} See --help." };
        }
    }

    private string? AccountOf(string name) => name switch
    {
        "seller" => Options.Seller.Id,
        "issuer" => Options.Issuer.Id,
        _ => null,
    };

    private static HashSet<string>? Types(string list)
    {
        var types = list == "all" ? EventTypes.All.ToHashSet() : [.. list.Split(',', StringSplitOptions.TrimEntries)];
        return types.IsSubsetOf(EventTypes.All) ? types : null;
    }

    private static int? Number(string text, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value <= most ? value : null;

    private static double? Share(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value <= 1 ? value : null;

    private sealed record Webhook(string Url, ImmutableArray<string> Secrets, string? Account);
}
