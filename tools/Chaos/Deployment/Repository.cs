namespace Acp.Chaos.Deployment;

/// <summary>A checkout of the product whose programs are built.</summary>
/// <param name="Name">For people: a commit, or what is built beside this program.</param>
/// <param name="Configuration">Debug or Release.</param>
internal sealed record Build(string Name, string Root, string Configuration)
{
    public string Folder(string project) => Path.Combine(Root, project);

    /// <exception cref="DeploymentFailedException">It was not built.</exception>
    public string Program(string project, string assembly)
    {
        var path = Path.Combine(Folder(project), "bin", Configuration, "net10.0", $"{assembly}.dll");
        return File.Exists(path) ? path : throw new DeploymentFailedException($"{project} of {Name} is not built ({Configuration}).");
    }
}

/// <summary>Where the programs lie that were built together with this one.</summary>
internal static class Repository
{
    private static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    // As this program, they were built in Debug or in Release.
    public static Build Own { get; } = new("this build", Root, new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name);

    public static string Folder(string project) => Own.Folder(project);

    /// <exception cref="DeploymentFailedException">It was not built.</exception>
    public static string Program(string project, string assembly) => Own.Program(project, assembly);

    private static string Find(DirectoryInfo? folder) => folder switch
    {
        null => throw new DeploymentFailedException("Acp.Orleans.sln is in no folder above this program: it starts what was built beside it."),
        _ when File.Exists(Path.Combine(folder.FullName, "Acp.Orleans.sln")) => folder.FullName,
        _ => Find(folder.Parent),
    };
}
