using System.Security.Cryptography;
using System.Text;

namespace Acp.Payments.Stripe;

/// <summary>
/// Names the account that charges are made in, without telling its secret. Stripe's idempotency is by account: the same
/// key sent to another account would be a second charge, so the name is frozen with each charge and compared at each send.
/// </summary>
internal static class StripeAccount
{
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
        return $"key-{Convert.ToHexStringLower(digest.AsSpan(0, 8))}@{place}";
    }
}
