namespace Acp.Gateway.Rendering;

/// <summary>
/// What a version calls the places of the newest one, which are JSONPaths. The first rename whose place leads to a path
/// counts; a path that none leads to is called the same.
/// </summary>
internal sealed class Places(params IReadOnlyList<Rename> renames)
{
    /// <returns>Null where the version has no such place.</returns>
    public string? Of(string path)
    {
        var rename = renames.FirstOrDefault(one => one.LeadsTo(path));
        return rename is null ? path : rename.Apply(path);
    }
}

/// <param name="To">Null where the version has nothing of the kind.</param>
/// <param name="IsAll">Whether all below the place is one value in the version.</param>
internal sealed record Rename(string From, string? To, bool IsAll = false)
{
    public bool LeadsTo(string path) =>
        path.StartsWith(From, StringComparison.Ordinal) && (path.Length == From.Length || path[From.Length] is '.' or '[');

    public string? Apply(string path) => To is null || IsAll ? To : string.Concat(To, path.AsSpan(From.Length));
}
