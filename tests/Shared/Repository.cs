namespace Acp.Tests;

internal static class Repository
{
    /// <summary>The folder with the solution, found from where the tests run.</summary>
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    private static string Find(DirectoryInfo? folder) => folder switch
    {
        null => throw new DirectoryNotFoundException("Acp.Orleans.sln is in no folder above the tests."),
        _ when File.Exists(Path.Combine(folder.FullName, "Acp.Orleans.sln")) => folder.FullName,
        _ => Find(folder.Parent),
    };
}
