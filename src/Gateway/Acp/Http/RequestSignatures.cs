using System.Text;
using System.Text.Json;
using Acp.Gateway.Errors;
using Acp.Gateway.Json;
using Acp.Gateway.Signing;
using Microsoft.Extensions.Options;

namespace Acp.Gateway.Http;

/// <summary>
/// Whether a request was signed by its platform, a short time ago, and for this use. What is signed, and why:
/// docs/decisions/0018-request-signatures.md.
/// </summary>
internal sealed class RequestSignatures(PlatformSigning platforms, SpentSignatures spent, IOptions<GatewayOptions> options, TimeProvider clock)
{
    private TimeSpan Skew => options.Value.SignatureSkew;

    /// <summary>What the headers alone tell, so that a body is read only for who passes. <see cref="Accept"/> does the rest.</summary>
    /// <returns>Null where nothing is to be verified: no signature, or a platform that has given us no key.</returns>
    /// <exception cref="RequestRefusedException">400 or 401.</exception>
    public GivenSignature? Read(HttpRequest request, string platform)
    {
        if (platforms.KeysOf(platform).Count == 0)
        {
            return null;
        }

        var given = GivenSignature.Read(request.Headers);
        if (given is null)
        {
            return platforms.IsRequiredOf(platform) ? throw Faults.SignatureRequired() : null;
        }

        return (clock.GetUtcNow() - given.At).Duration() <= Skew ? given : throw Faults.StaleTimestamp(Skew);
    }

    /// <param name="given">What <see cref="Read"/> returned; where that is null, nothing is done.</param>
    /// <param name="body">Null where the request had none.</param>
    /// <exception cref="RequestRefusedException">401.</exception>
    public async ValueTask Accept(GivenSignature? given, string platform, JsonElement? body, SignedUse use)
    {
        if (given is null)
        {
            return;
        }

        var signed = Signed(given.Timestamp, body);
        var key = platforms.KeysOf(platform).FirstOrDefault(key => key.Verifies(signed, given.Signature.Span)) ?? throw Faults.InvalidSignature();

        // Twice the skew: another node's clock may be that much behind.
        if (!await spent.Spend(platform, key.Recognisable(given.Signature), use, given.At + Skew + Skew))
        {
            throw Faults.SignatureReplayed();
        }
    }

    private static byte[] Signed(string timestamp, JsonElement? body) =>
        [.. Encoding.UTF8.GetBytes(timestamp), (byte)'.', .. body is { } json ? Canonical(json) : []];

    private static byte[] Canonical(JsonElement body)
    {
        var canonical = CanonicalJson.Of(body) ?? throw Faults.UnsignableNumber();

        // Two numbers that no double tells apart have one canonical form: a signature over the one must not do for the other.
        using var meant = JsonBody.Parse(canonical);
        return JsonMeaning.Fingerprint(meant.RootElement) == JsonMeaning.Fingerprint(body) ? canonical : throw Faults.UnsignableNumber();
    }
}
