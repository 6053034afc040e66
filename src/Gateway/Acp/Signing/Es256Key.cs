using System.Numerics;
using System.Security.Cryptography;

namespace Acp.Gateway.Signing;

/// <summary>ECDSA with P-256 and SHA-256; signatures are r and s, 32 bytes each, as in RFC 7518 §3.4, and never DER.</summary>
internal sealed class Es256Key(ECParameters key) : SigningKey
{
    private const int Half = SignatureLength / 2;

    private const string P256 = "1.2.840.10045.3.1.7";

    private const byte Uncompressed = 4;

    // The order of the curve's group, FIPS 186-5 (SP 800-186 §3.2.1.3).
    private static readonly BigInteger Order = new(
        Convert.FromHexString("FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551"), isUnsigned: true, isBigEndian: true);

    public override string Id { get; } = $"es256:{Convert.ToHexStringLower(key.Q.X!)}{Convert.ToHexStringLower(key.Q.Y!)}";

    /// <returns>Null where the bytes are no such key.</returns>
    /// <param name="point">65 bytes: 4, x, y.</param>
    public static Es256Key? OfRaw(ReadOnlySpan<byte> point) => point is [Uncompressed, .. var rest] && rest.Length == 2 * Half
        ? Of(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = rest[..Half].ToArray(), Y = rest[Half..].ToArray() } })
        : null;

    /// <returns>Null where the bytes are no such key.</returns>
    /// <param name="info">DER of a SubjectPublicKeyInfo, RFC 5480.</param>
    public static Es256Key? OfInfo(ReadOnlySpan<byte> info)
    {
        try
        {
            using var key = ECDsa.Create();
            key.ImportSubjectPublicKeyInfo(info, out var read);
            return read == info.Length ? Of(key.ExportParameters(includePrivateParameters: false)) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    public override bool Verifies(ReadOnlySpan<byte> signed, ReadOnlySpan<byte> signature)
    {
        using var verifier = ECDsa.Create(key); // One a use: the class does not promise to be safe for many threads.
        return verifier.VerifyData(signed, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    // With s also n − s verifies, and anybody can work it out: the smaller of the two stands for both.
    public override ReadOnlyMemory<byte> Recognisable(ReadOnlyMemory<byte> signature)
    {
        var s = new BigInteger(signature.Span[Half..], isUnsigned: true, isBigEndian: true);
        return new byte[][] { signature[..Half].ToArray(), BigInteger.Min(s, Order - s).ToByteArray(isUnsigned: true, isBigEndian: true) }.SelectMany(part => part).ToArray();
    }

    // The import sees to it that the point is on the curve.
    private static Es256Key? Of(ECParameters key)
    {
        try
        {
            using var probe = ECDsa.Create(key);
            return key.Curve.Oid.Value == P256 ? new Es256Key(key) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
