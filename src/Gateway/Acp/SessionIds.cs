namespace Acp.Gateway;

internal static class SessionIds
{
    public const string Prefix = "cs_";

    /// <summary>Characters; ours have 39.</summary>
    private const int Longest = 64;

    /// <summary>False: it cannot be a session of ours, and no grain is woken and no store asked for it.</summary>
    public static bool IsPossible(string id) =>
        id.Length <= Longest
        && id.StartsWith(Prefix, StringComparison.Ordinal)
        && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');
}
