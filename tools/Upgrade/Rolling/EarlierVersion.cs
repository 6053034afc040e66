using Acp.Chaos;
using Acp.Chaos.Deployment;
using Acp.Processes;

namespace Acp.Upgrade.Rolling;

/// <summary>An earlier commit of this repository, built in a folder that is gone when the run ends.</summary>
internal sealed class EarlierVersion : IAsyncDisposable
{
    private readonly string? folder;

    private EarlierVersion(Build build, string? folder) => (Build, this.folder) = (build, folder);

    public Build Build { get; }

    /// <exception cref="DeploymentFailedException">There is no such commit, or it is not built.</exception>
    public static async Task<EarlierVersion> Get(RollingOptions options, Action<string> tell)
    {
        if (options.BeforeAt is { } built)
        {
            return new EarlierVersion(new Build(options.Before, Path.GetFullPath(built), "Release"), folder: null);
        }

        var folder = Directory.CreateTempSubdirectory("acp-before-").FullName;
        try
        {
            tell($"{options.Before} is checked out and built");
            await Git("worktree", "add", "--detach", "--force", folder, options.Before);
            await Child.Run(new ChildSettings("dotnet", "build", Path.Combine(folder, "src", "Silo"), "-c", "Release", "-v", "quiet", "--nologo"));
            return new EarlierVersion(new Build(options.Before, folder, "Release"), folder);
        }
        catch (InvalidOperationException e)
        {
            await Remove(folder);
            throw new DeploymentFailedException($"{options.Before} cannot be built. {e.Message}");
        }
    }

    public ValueTask DisposeAsync() => folder is null ? ValueTask.CompletedTask : Remove(folder);

    private static async ValueTask Remove(string folder)
    {
        Directory.Delete(folder, recursive: true);
        await Git("worktree", "prune");
    }

    private static Task<string> Git(params string[] arguments) => Child.Run(new ChildSettings("git", ["-C", Repository.Own.Root, .. arguments]));
}
