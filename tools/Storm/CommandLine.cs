using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Acp.Storm;

/// <summary>The command line, and what of it cannot be used.</summary>
internal sealed class CommandLine
{
    private readonly Option<Uri?> url = new("--url") { Description = "the server's base address, such as http://127.0.0.1:5080", Required = true, CustomParser = Address };
    private readonly Option<string> apiKey = new("--api-key") { Description = "its bearer key", Required = true };
    private readonly Option<int> calls = Count("--calls", "calls of the storm, over all sessions", 1000, 10_000_000);
    private readonly Option<int> sessions = Count("--sessions", "sessions they go to", 1, 100_000);
    private readonly Option<int> concurrency = Count("--concurrency", "calls under way at once", 256, 10_000);
    private readonly Option<Mix> mix = new("--mix") { HelpName = "mix", Description = "what is called: one-key, many-keys, reminted, verbs, sockets, cancels, all", DefaultValueFactory = _ => Mix.All, CustomParser = Named };
    private readonly Option<string> item = new("--item") { Description = "what is bought; best something that needs no stock", DefaultValueFactory = _ => "item_ebook" };
    private readonly Option<string> currency = new("--currency") { Description = "in which currency", DefaultValueFactory = _ => "usd" };
    private readonly Option<string> tokenPrefix = new("--token-prefix") { Description = "how payment tokens begin; they must pay", DefaultValueFactory = _ => "spt_storm" };
    private readonly Option<Uri?> oracle = new("--oracle") { Description = "the payment provider's ledger of charges, where there is one", CustomParser = Address };
    private readonly Option<int> seed = new("--seed") { Description = "draws the calls", DefaultValueFactory = _ => 1 };
    private readonly Option<TimeSpan> timeout = Time("--timeout", "how long one call may take", TimeSpan.FromSeconds(60));
    private readonly Option<TimeSpan> settle = Time("--settle", "how long sessions may take to come to an end afterwards", TimeSpan.FromSeconds(60));
    private readonly Option<bool> json = new("--json") { Description = "print the report as JSON" };
    private readonly Option<bool> mayLoad = new("--i-may-load-this-server") { Description = "needed for a server that is not on this machine: a storm is an attack on one that is not yours" };

    private readonly RootCommand root;

    public CommandLine()
    {
        root = new RootCommand("Storms an ACP 2026-04-17 server with completes and tells whether each session was ordered and charged once.");
        foreach (var option in new Option[]
                 {
                     url, apiKey, calls, sessions, concurrency, mix, item, currency, tokenPrefix, oracle, seed, timeout, settle, json, mayLoad,
                 })
        {
            root.Options.Add(option);
        }

        root.Validators.Add(OnlyThisMachine);
    }

    public ParseResult Parse(IReadOnlyList<string> args) => root.Parse(args);

    public StormOptions Read(ParseResult line) => new()
    {
        Url = line.GetValue(url)!,
        ApiKey = line.GetValue(apiKey)!,
        Calls = line.GetValue(calls),
        Sessions = line.GetValue(sessions),
        Concurrency = line.GetValue(concurrency),
        Mix = line.GetValue(mix),
        Item = line.GetValue(item)!,
        Currency = line.GetValue(currency)!,
        TokenPrefix = line.GetValue(tokenPrefix)!,
        Oracle = line.GetValue(oracle),
        Seed = line.GetValue(seed),
        Timeout = line.GetValue(timeout),
        Settle = line.GetValue(settle),
        Json = line.GetValue(json),
    };

    private void OnlyThisMachine(CommandResult line)
    {
        if (line.GetResult(url)?.Tokens is [var token] && Uri.TryCreate(token.Value, UriKind.Absolute, out var far)
            && !far.IsLoopback && !line.GetValue(mayLoad))
        {
            line.AddError($"{far.Host} is not this machine. If you may load that server, say so with --i-may-load-this-server.");
        }
    }

    private static Option<int> Count(string name, string description, int normally, int most)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => normally };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !(int.TryParse(token.Value, CultureInfo.InvariantCulture, out var value) && value >= 1 && value <= most))
            {
                result.AddError($"{name} must be a number from 1 to {most}.");
            }
        });
        return option;
    }

    private static Option<TimeSpan> Time(string name, string description, TimeSpan normally) => new(name)
    {
        Description = $"{description}: 500ms, 60s, 2m",
        DefaultValueFactory = _ => normally,
        CustomParser = result =>
        {
            var time = Durations.Read(result.Tokens[0].Value);
            if (time is null)
            {
                result.AddError($"{name} must be a time above zero, such as 500ms, 60s or 2m.");
            }

            return time ?? normally;
        },
    };

    private static Uri? Address(ArgumentResult result)
    {
        if (Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
        {
            return address;
        }

        result.AddError($"'{result.Tokens[0].Value}' is no http or https address.");
        return null;
    }

    private static Mix Named(ArgumentResult result)
    {
        if (Enum.TryParse<Mix>(result.Tokens[0].Value.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var mix) && Enum.IsDefined(mix))
        {
            return mix;
        }

        result.AddError("--mix must be one of one-key, many-keys, reminted, verbs, sockets, cancels, all.");
        return Mix.All;
    }
}
