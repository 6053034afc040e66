namespace Acp.Pricing;

/// <summary>Tells one edit of a file from the next. All zero where there is no file to be read.</summary>
internal readonly record struct FileStamp(DateTime Written, long Length)
{
    public static FileStamp Of(string path)
    {
        try
        {
            var file = new FileInfo(path);
            var target = file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file;
            return new FileStamp(target.LastWriteTimeUtc, target.Length);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return default; // Editors and mounts take a file away for a moment; the watcher must outlive that.
        }
    }
}
