using NSec.Cryptography;

namespace Acp.Gateway.Signing;

/// <summary>RFC 8032. The library refuses keys of small order and an S that is not reduced, so a signature has one form.</summary>
internal sealed class Ed25519Key(PublicKey key) : SigningKey
{
    public override string Id { get; } = $"ed25519:{Convert.ToHexStringLower(key.Export(KeyBlobFormat.RawPublicKey))}";

    /// <returns>Null where the bytes are no such key.</returns>
    /// <param name="raw">32 bytes.</param>
    public static Ed25519Key? OfRaw(ReadOnlySpan<byte> raw) => Of(raw, KeyBlobFormat.RawPublicKey);

    /// <returns>Null where the bytes are no such key.</returns>
    /// <param name="info">DER of a SubjectPublicKeyInfo, RFC 8410.</param>
    public static Ed25519Key? OfInfo(ReadOnlySpan<byte> info) => Of(info, KeyBlobFormat.PkixPublicKey);

    public override bool Verifies(ReadOnlySpan<byte> signed, ReadOnlySpan<byte> signature) =>
        SignatureAlgorithm.Ed25519.Verify(key, signed, signature);

    public override ReadOnlyMemory<byte> Recognisable(ReadOnlyMemory<byte> signature) => signature;

    private static Ed25519Key? Of(ReadOnlySpan<byte> blob, KeyBlobFormat format) =>
        PublicKey.TryImport(SignatureAlgorithm.Ed25519, blob, format, out var key) ? new Ed25519Key(key!) : null;
}
