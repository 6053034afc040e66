namespace Acp.Gateway.Admin.Orders;

internal static class OrderIds
{
    private const string Prefix = "ord_";

    /// <summary>Characters; ours have 40.</summary>
    private const int Longest = 64;

    /// <summary>False: it cannot be an order of ours, and no grain is woken and no store asked for it.</summary>
    public static bool IsPossible(string id) =>
        id.Length <= Longest && id.StartsWith(Prefix, StringComparison.Ordinal) && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');
}
