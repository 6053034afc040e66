namespace Acp.Payments.Stripe;

internal static class StripePaths
{
    // Longer than any id of Stripe's; what is longer is not worth a call.
    private const int LongestId = 255;

    // A caller's id becomes part of a path. Escaping leaves dots alone, and dots are all it takes to walk up.
    public static bool CanBeAnId(string id) =>
        !string.IsNullOrWhiteSpace(id) && id.Length <= LongestId && id.Trim('.').Length > 0;
}
