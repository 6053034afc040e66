using System.Globalization;
using System.Text;

namespace Acp.Simulation;

/// <summary>The story of a schedule in plain lines: virtual time since its start, who, what.</summary>
public sealed class Trace
{
    private readonly StringBuilder text = new();
    private SimScheduler? scheduler;

    public void Starts(SimScheduler of) => scheduler = of;

    public void Say(string who, string what) =>
        Line($"{(scheduler!.Now - SimScheduler.Start).ToString(@"d\.hh\:mm\:ss\.fff", CultureInfo.InvariantCulture)}  {who,-9} {what}");

    public void Line(string line) => text.Append(line).Append('\n');

    public override string ToString() => text.ToString();
}
