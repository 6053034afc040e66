namespace Acp.EndToEnd.Tests;

/// <summary>What a shop of these tests runs on: the gateway alone, on SQLite. The same tests run elsewhere on other deployments.</summary>
internal sealed class Deployment : IDisposable
{
    /// <summary>The project whose executable is started.</summary>
    public const string Project = "Gateway";

#pragma warning disable CA1822 // Other deployments keep something between their nodes.
    /// <param name="node">0 is the one that is killed and started again; the others are further processes beside it.</param>
    public IReadOnlyList<(string Key, string Value)> SettingsOf(int node) => [];
#pragma warning restore CA1822

    public void Dispose()
    {
    }
}
