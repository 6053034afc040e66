using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using NSec.Cryptography;

namespace Acp.Gateway.Tests.Host;

/// <summary>A platform that signs. It has its canonical JSON from the test, not from what is tested.</summary>
/// <param name="PublicKey">As it is configured.</param>
internal sealed record Signer(string Algorithm, string PublicKey, Func<byte[], byte[]> SignBytes)
{
    /// <summary>The time at which <see cref="ManualClock"/> begins, to the millisecond that platforms should give.</summary>
    public const string Now = "2026-06-01T12:00:00.000Z";

    /// <summary>The key of RFC 8032 §7.1, test 1.</summary>
    public static Signer Ed25519 { get; } = OfSeed(Convert.FromHexString("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"));

    /// <summary>The key of RFC 7515 §A.3.1.</summary>
    public static Signer Es256 { get; } = OfPoint(
        Base64Url.DecodeFromChars("f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"),
        Base64Url.DecodeFromChars("x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"),
        Base64Url.DecodeFromChars("jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI"));

    /// <summary>One that nobody has registered.</summary>
    public static Signer Stranger { get; } = OfSeed(SHA256.HashData("a stranger"u8));

    public static Signer Of(string algorithm) => algorithm == Es256.Algorithm ? Es256 : Ed25519;

    /// <summary>Adds both headers.</summary>
    /// <param name="canonical">The body, or empty where there is none.</param>
    public HttpRequestMessage Sign(HttpRequestMessage request, string canonical, string timestamp = Now)
    {
        Put(request, "Timestamp", timestamp);
        Put(request, "Signature", Over(canonical, timestamp));
        return request;
    }

    public string Over(string canonical, string timestamp = Now) => Base64Url.EncodeToString(SignBytes(Encoding.UTF8.GetBytes($"{timestamp}.{canonical}")));

    public static void Put(HttpRequestMessage request, string name, string? value)
    {
        request.Headers.Remove(name);
        request.Headers.TryAddWithoutValidation(name, value);
    }

    private static Signer OfSeed(byte[] seed)
    {
        var key = Key.Import(SignatureAlgorithm.Ed25519, seed, KeyBlobFormat.RawPrivateKey);
        return new Signer("ed25519", Base64Url.EncodeToString(key.PublicKey.Export(KeyBlobFormat.RawPublicKey)), data => SignatureAlgorithm.Ed25519.Sign(key, data));
    }

    private static Signer OfPoint(byte[] x, byte[] y, byte[] d)
    {
        var key = new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = x, Y = y }, D = d };
        return new Signer("es256", Base64Url.EncodeToString([4, .. x, .. y]), data =>
        {
            using var signer = ECDsa.Create(key);
            return signer.SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        });
    }
}
