namespace Acp.Gateway.Hosting;

/// <summary>Finds on a command line what means nothing: .NET's reader passes over it, and a mistyped command would start a server.</summary>
internal static class CommandLine
{
    /// <returns>The first word that is neither a setting nor a setting's value, or a key at the end without one; null where there is none.</returns>
    public static string? Stray(IReadOnlyList<string> args) => Left(args).FirstOrDefault();

    /// <returns>The first word that is neither a setting nor a setting's value; null where there is none.</returns>
    public static string? StrayWord(IReadOnlyList<string> args) => Left(args).FirstOrDefault(word => !IsKey(word));

    // As .NET reads it: --Key=value, /Key=value and Key=value are settings, and --Key and /Key take the word that follows.
    private static IEnumerable<string> Left(IReadOnlyList<string> args)
    {
        for (var i = 0; i < args.Count; i++)
        {
            var isPair = args[i].Contains('=', StringComparison.Ordinal);
            if (!isPair && (!IsKey(args[i]) || i == args.Count - 1))
            {
                yield return args[i];
            }

            i += !isPair && IsKey(args[i]) ? 1 : 0;
        }
    }

    private static bool IsKey(string arg) => arg.StartsWith('-') || arg.StartsWith('/');
}
