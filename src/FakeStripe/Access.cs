using System.Text;

namespace Acp.Fakes;

/// <summary>What Stripe asks of every call before it looks at anything else.</summary>
internal static class Access
{
    private const int LongestKey = 255;

    /// <param name="ended">Keys that were good once.</param>
    public static Outcome? Refusal(FakeRequest request, IReadOnlySet<string> ended)
    {
        if (SecretKey(request.Header("Authorization")) is not { } key || !IsSecret(key))
        {
            return Errors.NoKey();
        }

        if (ended.Contains(key))
        {
            return Errors.KeyEnded();
        }

        if (request.Header("Idempotency-Key") is { Length: 0 or > LongestKey })
        {
            return Errors.Parameter("parameter_invalid", "Idempotency-Key", "Idempotency keys have 1 to 255 characters.");
        }

        // Stripe reads forms only, also from a POST without a body.
        return request.Method == "POST" && !IsForm(request.Header("Content-Type"))
            ? Errors.Refused(400, null, "The Content-Type must be application/x-www-form-urlencoded.") with { Executed = false }
            : null;
    }

    public static string? SecretKey(string? authorization) => authorization?.Split(' ', 2) switch
    {
        [var scheme, var key] when scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase) => key.Trim(),
        [var scheme, var pair] when scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase) => UserOf(pair.Trim()),
        _ => null,
    };

    private static string? UserOf(string base64)
    {
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var length)
            ? Encoding.UTF8.GetString(bytes, 0, length).Split(':')[0]
            : null;
    }

    private static bool IsSecret(string key) =>
        key.StartsWith("sk_", StringComparison.Ordinal) || key.StartsWith("rk_", StringComparison.Ordinal);

    private static bool IsForm(string? contentType) =>
        contentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) is true;
}
