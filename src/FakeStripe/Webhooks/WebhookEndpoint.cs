using System.Security.Cryptography;
using System.Text;

namespace Acp.Fakes;

/// <summary>Where events are sent, and what signs them.</summary>
public sealed class WebhookEndpoint
{
    /// <param name="secrets">As Stripe has them, <c>whsec_…</c>; several while one is being replaced, and each signs.</param>
    /// <param name="anywhere">A fake's events belong on this machine; true lets them leave it.</param>
    /// <param name="account">Whose events it is sent; null: the seller's, and those of the accounts connected to it.</param>
    /// <exception cref="ArgumentException">The address is no http address, or not this machine's, or nothing signs.</exception>
    public WebhookEndpoint(string url, IReadOnlyList<string> secrets, bool anywhere = false, string? account = null)
    {
        ArgumentNullException.ThrowIfNull(secrets);
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            throw new ArgumentException($"A webhook's address begins with http:// or https://, unlike '{url}'.");
        }

        if (!address.IsLoopback && !anywhere)
        {
            throw new ArgumentException($"'{url}' is not on this machine.");
        }

        if (secrets.Count == 0 || secrets.Any(string.IsNullOrEmpty))
        {
            throw new ArgumentException($"The webhook '{url}' has no secret.");
        }

        (Url, Secrets, Account) = (address, [.. secrets], account);
    }

    public Uri Url { get; }

    public string? Account { get; }

    private IReadOnlyList<string> Secrets { get; }

    /// <returns>The header <c>Stripe-Signature</c>.</returns>
    public string Sign(ReadOnlySpan<byte> body, DateTimeOffset at)
    {
        var seconds = at.ToUnixTimeSeconds();
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{seconds}."), .. body];
        var signatures = Secrets.Select(secret => Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed)));
        return $"t={seconds},{string.Join(',', signatures.Select(signature => $"v1={signature}"))}";
    }
}
