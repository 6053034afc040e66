using Acp.Chaos.Deployment;
using Acp.Processes;

namespace Acp.Chaos.Tests;

/// <summary>Real processes on a PostgreSQL of their own, half a minute of drawn faults each.</summary>
public sealed class When_processes_die_under_load
{
    [Theory]
    [InlineData("gateways")]
    [InlineData("silo")]
    public async Task Each_session_is_ordered_and_charged_once(string engine)
    {
        Assert.SkipWhen(LocalPostgres.Missing is not null, LocalPostgres.Missing ?? "");
        var missing = Record.Exception(() => Cluster.ProgramOf(engine == "silo" ? Engine.Silo : Engine.Gateways));
        Assert.SkipWhen(missing is not null, missing?.Message ?? "");
        await using var output = new StringWriter();
        await using var errors = new StringWriter();

        var exit = await ChaosTool.Run(["--engine", engine, "--minutes", "0.5", "--seed", "7", "--agents", "6"], output, errors, CancellationToken.None);

        Assert.True(exit == ChaosTool.Holds, $"{exit}: {errors}{output}");
        Assert.Contains("verdict   holds", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("Kill", output.ToString(), StringComparison.Ordinal);
    }
}
