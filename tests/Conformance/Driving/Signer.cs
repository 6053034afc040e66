using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Acp.Conformance.Driving;

/// <summary>Signs with ES256, as docs/signing.md has it.</summary>
/// <param name="pem">The private key.</param>
internal sealed class Signer(string pem)
{
    // RFC 8785, as far as the bodies of these rules need it: plain texts and small whole numbers.
    private static readonly JsonSerializerOptions Canonical = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Now(TimeSpan off = default) =>
        TimeProvider.System.GetUtcNow().Add(off).ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);

    public Ask Sign(Ask ask, TimeSpan off = default)
    {
        using var key = ECDsa.Create();
        key.ImportFromPem(pem);
        var (time, body) = (Now(off), ask.Body is null ? "" : Sorted(JsonNode.Parse(ask.Body))!.ToJsonString(Canonical));
        var signature = key.SignData(Encoding.UTF8.GetBytes($"{time}.{body}"), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        return ask with { Headers = [("Timestamp", time), ("Signature", Base64Url.EncodeToString(signature))] };
    }

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject given => new JsonObject(given.OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => KeyValuePair.Create(member.Key, Sorted(member.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Sorted)]),
        _ => node?.DeepClone(),
    };
}
