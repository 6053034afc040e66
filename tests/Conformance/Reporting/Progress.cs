using Acp.Conformance.Driving;

namespace Acp.Conformance.Reporting;

/// <summary>A mark for each rule as it is known, so that somebody who waits sees that something happens.</summary>
internal sealed class Progress(TextWriter output)
{
    private readonly TextWriter output = TextWriter.Synchronized(output);

    public void Found(Finding finding) => output.Write(finding.State switch { State.Green => '.', State.Red => 'X', _ => '-' });
}
