using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Acp.Keys;

/// <summary>
/// A key as its owner holds it: <c>acp_platform_</c> or <c>acp_admin_</c>, 20 hex digits of an id, <c>_</c>, 64 of a secret
/// and 8 of a checksum. Whoever searches for leaked keys can tell one by its form. No record, so that nothing prints it
/// by accident.
/// </summary>
public sealed class KeyText
{
    private const int IdDigits = 20;
    private const int SecretBytes = 32;
    private const int SecretDigits = 2 * SecretBytes;
    private const int ChecksumDigits = 8;
    private readonly string text;

    private KeyText(string id, string text) => (Id, this.text) = (id, text);

    public string Id { get; }

    public string Digest => Convert.ToHexStringLower(DigestOf(text));

    /// <summary>To whoever asked for the key, once.</summary>
    public string Reveal() => text;

    public static KeyText Draw(AccessKeyKind kind, string id, ISecrets secrets)
    {
        ArgumentNullException.ThrowIfNull(secrets);
        var body = $"{Prefix(kind)}{id}_{Convert.ToHexStringLower(secrets.Draw(SecretBytes))}";
        return new KeyText(id, body + Checksum(body));
    }

    /// <summary>An id that is the same for the same parts.</summary>
    public static string IdOf(params IEnumerable<string> parts) =>
        Convert.ToHexStringLower(DigestOf(string.Join('\n', parts)))[..IdDigits];

    /// <returns>False for what can be no key of this kind: of another form, or with a letter mistyped.</returns>
    public static bool TryReadId(AccessKeyKind kind, string text, [NotNullWhen(true)] out string? id)
    {
        ArgumentNullException.ThrowIfNull(text);
        var prefix = Prefix(kind);
        id = text.Length == prefix.Length + IdDigits + 1 + SecretDigits + ChecksumDigits
            && text.StartsWith(prefix, StringComparison.Ordinal)
            && text[prefix.Length + IdDigits] == '_'
            && Checksum(text[..^ChecksumDigits]) == text[^ChecksumDigits..]
                ? text.Substring(prefix.Length, IdDigits)
                : null;
        return id is not null && id.All(char.IsAsciiHexDigitLower);
    }

    public static byte[] DigestOf(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    private static string Prefix(AccessKeyKind kind) => kind == AccessKeyKind.Platform ? "acp_platform_" : "acp_admin_";

    // It finds mistakes, and spares the store most of what is no key; it keeps nobody out.
    private static string Checksum(string body) => Convert.ToHexStringLower(DigestOf(body))[..ChecksumDigits];
}
