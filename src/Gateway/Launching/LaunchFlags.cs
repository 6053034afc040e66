namespace Acp.Gateway.Launching;

/// <summary>What the command <c>check</c> was asked for.</summary>
/// <param name="IsStrict">Warnings fail, too.</param>
/// <param name="Settings">The rest of the command line, which is the gateway's own.</param>
/// <param name="Problem">What cannot be understood; null where all can.</param>
internal sealed record LaunchFlags(bool IsJson, bool IsStrict, bool AsksHelp, string[] Settings, string? Problem)
{
    private const string Json = "--json";
    private const string Strict = "--strict";
    private static readonly string[] Help = ["--help", "-h"];

    /// <param name="args">Behind the command.</param>
    public static LaunchFlags Read(string[] args)
    {
        string[] settings = [.. args.Where(arg => arg is not (Json or Strict) && !Help.Contains(arg))];
        return new(args.Contains(Json), args.Contains(Strict), args.Any(Help.Contains), settings, Hosting.CommandLine.Stray(settings) switch
        {
            null => null,
            var stray when stray.StartsWith('-') => $"{stray} is no option of check, and no setting: those have a value (--Section:Key value).",
            var stray => $"check takes no «{stray}».",
        });
    }
}
