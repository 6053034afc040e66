namespace Acp.Upgrade.Writing;

/// <param name="Folder">Where the state is written.</param>
/// <param name="From">A built checkout of the version that writes; null: this build.</param>
internal sealed record WritingOptions(string Folder, string? From);
