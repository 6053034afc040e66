using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text;

namespace Acp.Tests;

/// <summary>
/// Renders a state machine as a table and holds it against the checked-in one, so that a change of behaviour is read
/// in the diff. To accept a change, copy what the failing test wrote beside the expectation.
/// </summary>
internal static class TransitionTable
{
    public static string Render<TState, TEvent>(
        IEnumerable<(string Name, TState State)> states, IReadOnlyList<(string Name, TEvent Event)> events, Func<TState, TEvent, object> evolve)
    {
        var table = new StringBuilder();
        foreach (var (stateName, state) in states)
        {
            foreach (var (eventName, change) in events)
            {
                table.Append(stateName.PadRight(22)).Append(" + ").Append(eventName.PadRight(28)).Append(" -> ").Append(Try(() => evolve(state, change))).Append('\n');
            }
        }

        return table.ToString();
    }

    public static void MatchesCheckedIn(string file, string actual, [CallerFilePath] string here = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(here)!, file);
        var expected = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : string.Empty;
        if (expected != actual)
        {
            File.WriteAllText(Path.Combine(AppContext.BaseDirectory, file + ".actual"), actual);
        }

        Assert.Equal(expected, actual);
    }

    private static string Try(Func<object> step)
    {
        try
        {
            return step().ToString()!;
        }
        catch (UnreachableException)
        {
            return "(bug)";
        }
    }
}
