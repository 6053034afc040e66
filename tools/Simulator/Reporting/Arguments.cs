using System.Globalization;

namespace Acp.Simulation;

/// <summary>What was asked for on the command line.</summary>
/// <param name="Seed">Only this one; null: <paramref name="Seeds"/> of them.</param>
internal sealed record Arguments(long Seeds, long From, int Jobs, long? Seed, bool Trace, bool Help)
{
    public const string Usage = """
        Runs the checkout's real actors and payment client under seeded schedules with virtual time and faults,
        and audits every one of them.

          --seeds N    how many schedules (default 20000)
          --from S     the first seed (default 1)
          --jobs N     schedules at once, each on its own thread (default 1)
          --seed S     only this one
          --trace      with --seed: tell its story
          --help       this text

        Exit code 0: every invariant held, and in runs of a million and more every cell of the coverage table was
        met often enough. 1: not so, and the seed is printed. 2: the arguments are not understood.
        """;

    /// <exception cref="FormatException">With the argument that is not understood.</exception>
    public static Arguments Read(IReadOnlyList<string> args)
    {
        var read = new Arguments(20_000, 1, 1, Seed: null, Trace: false, Help: false);
        for (var i = 0; i < args.Count; i++)
        {
            read = args[i] switch
            {
                "--seeds" => read with { Seeds = Number(args, ++i, 1) },
                "--from" => read with { From = Number(args, ++i, long.MinValue) },
                "--jobs" => read with { Jobs = (int)Math.Min(Number(args, ++i, 1), 64) },
                "--seed" => read with { Seed = Number(args, ++i, long.MinValue) },
                "--trace" => read with { Trace = true },
                "--help" or "-h" => read with { Help = true },
                var other => throw new FormatException($"{other} is not understood."),
            };
        }

        return read.Trace && read.Seed is null ? throw new FormatException("--trace needs --seed.") : read;
    }

    private static long Number(IReadOnlyList<string> args, int at, long least) =>
        at < args.Count && long.TryParse(args[at], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least
            ? number
            : throw new FormatException($"{args[at - 1]} needs a number{(least > long.MinValue ? $" from {least}" : "")}.");
}
