using System.Diagnostics;

namespace Acp.EndToEnd.Tests;

/// <summary>For commands as a document prints them.</summary>
internal static class Bash
{
    public static bool IsPresent => File.Exists("/bin/bash") && File.Exists("/usr/bin/curl");

    public const string WhyAbsent = "The walk needs bash and curl.";

    /// <returns>What the script wrote.</returns>
    public static async Task<string> Run(string script)
    {
        using var bash = Process.Start(new ProcessStartInfo("/bin/bash", ["-eu", "-o", "pipefail", "-c", script]) { RedirectStandardOutput = true })!;
        var output = await bash.StandardOutput.ReadToEndAsync();
        await bash.WaitForExitAsync();
        Assert.Equal(0, bash.ExitCode);
        return output;
    }
}
