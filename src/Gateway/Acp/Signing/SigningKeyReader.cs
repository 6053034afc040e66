using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text.Json;
using Acp.Gateway.Platforms;

namespace Acp.Gateway.Signing;

/// <summary>
/// From configuration to a key. Says what is wrong and never what was given: people paste private keys.
/// </summary>
internal static class SigningKeyReader
{
    private const string Private =
        "is a private key, which belongs to the platform alone. Give its public half, and treat this one as compromised";

    private static readonly Kind[] Kinds =
    [
        new("ed25519", "OKP", "Ed25519", Ed25519Key.OfInfo, Ed25519Key.OfRaw, jwk => jwk("x"), "an Ed25519 public key: PEM, a JWK, or its 32 bytes in base64url"),
        new("es256", "EC", "P-256", Es256Key.OfInfo, Es256Key.OfRaw, jwk => [4, .. jwk("x"), .. jwk("y")], "a P-256 public key: PEM, a JWK, or its 65 bytes (4, x, y) in base64url"),
    ];

    /// <param name="fault">Goes after the key's place in the configuration: «:Algorithm must be …».</param>
    public static bool TryRead(SigningKeyOptions options, [NotNullWhen(true)] out SigningKey? key, out string fault)
    {
        key = null;
        var text = (options.PublicKey ?? "").Trim();
        var kind = Kinds.FirstOrDefault(kind => kind.Name.Equals(options.Algorithm, StringComparison.OrdinalIgnoreCase));
        fault = kind is null ? ":Algorithm must be ed25519 or es256."
            : text.Length == 0 ? ":PublicKey is missing."
            : IsPrivate(text) ? $":PublicKey {Private}."
            : (key = Read(kind, text)) is null ? $":PublicKey must be {kind.Form}."
            : "";
        return key is not null;
    }

    private static SigningKey? Read(Kind kind, string text)
    {
        try
        {
            return text[0] switch
            {
                '-' => OfPem(kind, text),
                '{' => OfJwk(kind, text),
                _ => kind.OfRaw(Base64Url.DecodeFromChars(text)),
            };
        }
        catch (Exception e) when (e is FormatException or JsonException or ArgumentException or InvalidOperationException or KeyNotFoundException)
        {
            return null;
        }
    }

    private static SigningKey? OfPem(Kind kind, string text)
    {
        var pem = PemEncoding.Find(text);
        return text[pem.Label] == "PUBLIC KEY" ? kind.OfInfo(Convert.FromBase64String(text[pem.Base64Data])) : null;
    }

    private static SigningKey? OfJwk(Kind kind, string text)
    {
        using var jwk = JsonDocument.Parse(text);
        var root = jwk.RootElement;
        var fits = root.GetProperty("kty").ValueEquals(kind.KeyType) && root.GetProperty("crv").ValueEquals(kind.Curve);
        return fits ? kind.OfRaw(kind.Join(name => Base64Url.DecodeFromChars(root.GetProperty(name).GetString()))) : null;
    }

    private static bool IsPrivate(string text) =>
        text.Contains("PRIVATE KEY", StringComparison.Ordinal) || (text[0] == '{' && HasPrivateMember(text));

    private static bool HasPrivateMember(string jwk)
    {
        try
        {
            using var json = JsonDocument.Parse(jwk);
            return json.RootElement.TryGetProperty("d", out _);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private delegate SigningKey? Import(ReadOnlySpan<byte> bytes);

    /// <param name="Join">From the members of a JWK, RFC 7517 and 8037, to the raw form.</param>
    private sealed record Kind(
        string Name, string KeyType, string Curve, Import OfInfo, Import OfRaw, Func<Func<string, byte[]>, byte[]> Join, string Form);
}
