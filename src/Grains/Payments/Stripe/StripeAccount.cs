using System.Security.Cryptography;
using System.Text;

namespace Acp.Payments.Stripe;

/// <summary>
/// Names the account that charges are made in, without telling its secret. Stripe's idempotency is by account: the same
/// key sent to another account would be a second charge, so the name is frozen with each charge and compared at each send.
/// </summary>
internal static class StripeAccount
{
    private const string OfKey = "key-";

    /// <summary>
    /// Whether a payment that was made on the one may be looked for on the other. Told by a digest, the same account has
    /// another name for each of its keys; and where it is another one after all, it knows no such payment.
    /// </summary>
    public static bool MayBeOne(string account, string other) => account == other
        || (PlaceOf(account) == PlaceOf(other) && (IsOfKey(account) || IsOfKey(other)));

    public static string Of(StripeOptions options)
    {
        // No authority has a slash: what is frozen for an account itself never reads like one for a connected account.
        var place = options.ConnectedAccount is { } connected ? $"{options.ApiBase.Authority}/{connected}" : options.ApiBase.Authority;
        if (options.Account is { } account)
        {
            var mode = options.SecretKey.Contains("_live_", StringComparison.Ordinal) ? "live" : "test";
            return $"{account}/{mode}@{place}";
        }

        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(options.SecretKey));
        return $"{OfKey}{Convert.ToHexStringLower(digest.AsSpan(0, 8))}@{place}";
    }

    private static bool IsOfKey(string account) => account.StartsWith(OfKey, StringComparison.Ordinal);

    private static string PlaceOf(string account) => account[(account.IndexOf('@', StringComparison.Ordinal) + 1)..];
}
