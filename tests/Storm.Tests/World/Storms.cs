namespace Acp.Storm.Tests;

/// <summary>Runs the tool as a shell would and keeps what it prints.</summary>
internal static class Storms
{
    public static async Task<(int Exit, string Output, string Errors)> Run(string commandLine, CancellationToken stop = default)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var exit = await StormTool.Run(commandLine.Split(' ', StringSplitOptions.RemoveEmptyEntries), output, errors, stop);
        return (exit, output.ToString(), errors.ToString());
    }

    /// <summary>A small storm that waits only briefly for an end.</summary>
    public static async Task<(int Exit, string Output, string Errors)> On(TinyServer server, string more) =>
        await Run($"--url {server.Address} --api-key {TinyServer.Key} --calls 60 --sessions 3 --concurrency 16 --settle 400ms {more}");
}
