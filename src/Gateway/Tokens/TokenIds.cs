namespace Acp.Gateway.Issuing;

internal static class TokenIds
{
    /// <summary>Characters: what a payment provider takes.</summary>
    private const int Longest = 255;

    /// <summary>False: it cannot be a token that was issued, and no grain is woken for it.</summary>
    public static bool IsPossible(string id) =>
        id.Length <= Longest
        && id.StartsWith("spt_", StringComparison.Ordinal)
        && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');
}
