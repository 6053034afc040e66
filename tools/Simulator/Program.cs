using System.Diagnostics;
using Acp.Simulation;

var from = long.Parse(args[0], null);
var count = long.Parse(args[1], null);
var table = new CoverageTable();
var watch = Stopwatch.StartNew();
long steps = 0;
var bad = 0;
if (count == 0)
{
    var trace = new Acp.Simulation.Trace();
    Schedule.Run(from, new Settings(), trace);
    Console.Write(trace);
    return 0;
}

for (var seed = from; seed < from + count && bad < 20; seed++)
{
    try
    {
        var outcome = Schedule.Run(seed, new Settings());
        steps += outcome.Steps;
        table.Add(outcome.Transitions);
        if (outcome.Violation is { } v)
        {
            bad++;
            Console.WriteLine($"{seed} {v}");
        }
    }
    catch (HarnessException e)
    {
        bad++;
        Console.WriteLine(e.Message);
    }
}

Console.WriteLine($"{count / watch.Elapsed.TotalSeconds:0}/s, {steps / (double)count:0} steps");
foreach (var row in table.Rows)
{
    Console.WriteLine($"{row,-25} {string.Join(' ', Enum.GetValues<FaultKind>().Select(f => $"{table[row, f],6}"))}");
}

return 0;
