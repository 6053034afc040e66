using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Acp.Chaos;

/// <summary>The command line, and what of it cannot be used.</summary>
internal sealed class CommandLine
{
    private readonly Option<Engine> engine = new("--engine") { HelpName = "engine", Description = "what is deployed: gateways or silo", Required = true, CustomParser = Named };
    private readonly Option<double> minutes = new("--minutes") { Description = "how long faults are drawn", DefaultValueFactory = _ => 2 };
    private readonly Option<int> seed = new("--seed") { Description = "draws faults and purchases", DefaultValueFactory = _ => 1 };
    private readonly Option<int> nodes = Count("--nodes", "nodes, each a process", 3, 9);
    private readonly Option<int> agents = Count("--agents", "platforms that buy at the same time", 16, 1000);
    private readonly Option<bool> death = new("--death") { Description = "one node's death under load, measured, instead of random faults" };
    private readonly Option<int> sessions = Count("--sessions", "with --death: sessions that live on the node that dies", 120, 10_000);
    private readonly Option<bool> webhooks = new("--webhooks") { Description = "what endpoints are told of orders while gateways die and endpoints flap, instead of purchases under faults" };
    private readonly Option<int> orders = Count("--orders", "with --webhooks: orders that are placed and told", 10_000, 1_000_000);
    private readonly Option<bool> sqlite = new("--sqlite") { Description = "with --webhooks: the gateways share a database in one file, not PostgreSQL" };
    private readonly Option<string?> logs = new("--logs") { HelpName = "folder", Description = "where the output of each process is written" };

    private readonly RootCommand root;

    public CommandLine()
    {
        root = new RootCommand("Kills, freezes and cuts off the processes of a deployment while agents buy from it, and tells whether each session was ordered and charged once.");
        minutes.Validators.Add(AboveZero);
        foreach (var option in new Option[] { engine, minutes, seed, nodes, agents, death, sessions, webhooks, orders, sqlite, logs })
        {
            root.Options.Add(option);
        }
    }

    public ParseResult Parse(IReadOnlyList<string> args) => root.Parse(args);

    public ChaosOptions Read(ParseResult line) => new()
    {
        Engine = line.GetValue(engine),
        Duration = TimeSpan.FromMinutes(line.GetValue(minutes)),
        Seed = line.GetValue(seed),
        Nodes = line.GetValue(nodes),
        Agents = line.GetValue(agents),
        Death = line.GetValue(death),
        Sessions = line.GetValue(sessions),
        Webhooks = line.GetValue(webhooks),
        Orders = line.GetValue(orders),
        OnOneFile = line.GetValue(sqlite),
        Logs = line.GetValue(logs),
    };

    private static void AboveZero(OptionResult result)
    {
        if (result.Tokens is [var token]
            && !(double.TryParse(token.Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value is > 0 and <= 1440))
        {
            result.AddError("--minutes must be above 0 and at most 1440, such as 30 or 0.5.");
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

    private static Engine Named(ArgumentResult result)
    {
        switch (result.Tokens[0].Value)
        {
            case "gateways":
                return Engine.Gateways;
            case "silo":
                return Engine.Silo;
            default:
                result.AddError("--engine must be gateways or silo.");
                return default;
        }
    }
}
