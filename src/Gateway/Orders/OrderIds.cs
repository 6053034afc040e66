namespace Acp.Gateway.Orders;

internal static class OrderIds
{
    /// <summary>Characters; ours have 40.</summary>
    private const int Longest = 64;

    /// <summary>False: it cannot be an order of ours, and no store is asked for it.</summary>
    public static bool IsPossible(string id) => id.Length <= Longest && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');
}
