namespace Acp.Gateway.Signing;

/// <summary>A platform's public key. Safe to use from many threads.</summary>
internal abstract class SigningKey
{
    /// <summary>Bytes of a signature, whichever the algorithm.</summary>
    public const int SignatureLength = 64;

    /// <summary>Equal for two spellings of one key.</summary>
    public abstract string Id { get; }

    /// <param name="signature">64 bytes.</param>
    public abstract bool Verifies(ReadOnlySpan<byte> signed, ReadOnlySpan<byte> signature);

    /// <summary>
    /// What a signature is recognised by when it comes again. Nobody without the private key may be able to make from
    /// one signature another that verifies and is not recognised.
    /// </summary>
    public abstract ReadOnlyMemory<byte> Recognisable(ReadOnlyMemory<byte> signature);
}
