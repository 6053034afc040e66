using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Acp.Upgrade.Rolling;
using Acp.Upgrade.Writing;

namespace Acp.Upgrade;

/// <summary>The command line, and what of it cannot be used.</summary>
internal sealed class CommandLine
{
    private readonly Option<string?> before = new("--before") { HelpName = "commit", Description = "the version before: a commit, a tag or a branch of this repository" };
    private readonly Option<string?> beforeAt = new("--before-at") { HelpName = "folder", Description = "a checkout of it that is built already, in Release" };
    private readonly Option<double> minutes = new("--minutes") { Description = "how long agents buy before, between and after the replacements, each", DefaultValueFactory = _ => 1 };
    private readonly Option<double> pause = new("--pause") { Description = "seconds for which two versions serve after each node", DefaultValueFactory = _ => 15 };
    private readonly Option<int> nodes = Count("--nodes", "nodes, each a process", 3, 9);
    private readonly Option<int> agents = Count("--agents", "platforms that buy at the same time", 8, 1000);
    private readonly Option<int> seed = Count("--seed", "draws purchases", 1, int.MaxValue);
    private readonly Option<string?> logs = new("--logs") { HelpName = "folder", Description = "where the output of each process is written" };
    private readonly Argument<string> folder = new("folder") { Description = "where the state is written; it must not be there" };
    private readonly Option<string?> from = new("--from") { HelpName = "folder", Description = "a checkout of another version that is built, in Release; else this build writes" };
    private readonly RootCommand root;

    public CommandLine()
    {
        root = new RootCommand("Replaces a cluster of an earlier version by this one, node by node and under load, and tells whether anything was lost.");
        minutes.Validators.Add(result => AboveZero(result, "--minutes", 600));
        pause.Validators.Add(result => AboveZero(result, "--pause", 3600));
        foreach (var option in new Option[] { before, beforeAt, minutes, pause, nodes, agents, seed, logs })
        {
            root.Options.Add(option);
        }

        Write = new Command("write", "Writes a state of every kind as this version stores it, for the tests of the versions to come.") { folder, from };
        root.Subcommands.Add(Write);
        root.SetAction(_ => { }); // Without one of its own it demands a subcommand.
        Write.SetAction(_ => { });
    }

    public Command Write { get; }

    /// <summary>What is to be done by us: not help, nor the version.</summary>
    public bool IsOurs(ParseResult line) => line.Action == root.Action || line.Action == Write.Action;

    public ParseResult Parse(IReadOnlyList<string> args) => root.Parse(args);

    /// <summary>What cannot be used; empty where all can.</summary>
    public IReadOnlyList<string> Problems(ParseResult line) =>
    [
        .. line.Errors.Select(error => error.Message).Distinct(),
        .. line.CommandResult.Command == root && line.GetValue(before) is null ? ["--before must name the version before, such as a commit."] : Array.Empty<string>(),
    ];

    public RollingOptions ReadRolling(ParseResult line) => new()
    {
        Before = line.GetValue(before)!,
        BeforeAt = line.GetValue(beforeAt),
        Between = TimeSpan.FromMinutes(line.GetValue(minutes)),
        Pause = TimeSpan.FromSeconds(line.GetValue(pause)),
        Nodes = line.GetValue(nodes),
        Agents = line.GetValue(agents),
        Seed = line.GetValue(seed),
        Logs = line.GetValue(logs),
    };

    public WritingOptions ReadWriting(ParseResult line) => new(line.GetRequiredValue(folder), line.GetValue(from));

    private static void AboveZero(OptionResult result, string name, double most)
    {
        if (result.Tokens is [var token]
            && !(double.TryParse(token.Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value > 0 && value <= most))
        {
            result.AddError($"{name} must be above 0 and at most {most}.");
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
}
