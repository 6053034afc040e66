using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Acp.EndToEnd.Tests;

/// <summary>A platform's key for signed requests, as docs/signing.md has them. Bodies are to be written canonically.</summary>
internal sealed class PlatformSigner : IDisposable
{
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>Its 65 bytes in base64url.</summary>
    public string PublicKey
    {
        get
        {
            var point = key.ExportParameters(includePrivateParameters: false).Q;
            return Base64Url.EncodeToString([4, .. point.X!, .. point.Y!]);
        }
    }

    public void Sign(HttpRequestMessage request, byte[]? body)
    {
        var time = TimeProvider.System.GetUtcNow().UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
        byte[] signed = [.. Encoding.ASCII.GetBytes($"{time}."), .. body ?? []];
        request.Headers.Add("Timestamp", time);
        request.Headers.Add("Signature", Base64Url.EncodeToString(key.SignData(signed, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation)));
    }

    public void Dispose() => key.Dispose();
}
