namespace Acp.Processes;

/// <summary>What to start, and how.</summary>
/// <param name="Program">A path, or a name that is looked up on PATH.</param>
/// <param name="Arguments">Each as it is: no shell reads them.</param>
public sealed record ChildSettings(string Program, params IReadOnlyList<string> Arguments)
{
    /// <summary>Added to this process's own; a null value takes one away.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>Null: this process's own.</summary>
    public string? Folder { get; init; }

    /// <summary>Who it runs as; null: as this process. Needs root and <c>setpriv</c>.</summary>
    public string? User { get; init; }

    /// <summary>A .NET program, run by the host that runs this one.</summary>
    public static ChildSettings Dotnet(string assembly, params IReadOnlyList<string> arguments) =>
        new(System.Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", ["exec", assembly, .. arguments]);
}
