namespace Acp.Pricing;

/// <summary>A name that is safe in a path, a header and a counter's name.</summary>
public static class ProductIds
{
    private const int Longest = 64;

    public static bool IsPossible(string id) => id?.Length is > 0 and <= Longest && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.');
}
