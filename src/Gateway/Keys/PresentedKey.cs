using Acp.Keys;

namespace Acp.Gateway.Keys;

/// <summary>What stands in the Authorization header. No record, so that nothing prints it by accident.</summary>
internal sealed class PresentedKey
{
    private const string Scheme = "Bearer ";

    /// <summary>Characters; above what any key may have, so that nobody has us digest a header's worth.</summary>
    private const int Longest = 512;

    private PresentedKey(string text) => (Text, Digest) = (text, KeyText.DigestOf(text));

    public string Text { get; }

    public byte[] Digest { get; }

    /// <returns>Null where there is none.</returns>
    public static PresentedKey? Read(string? authorization) =>
        authorization is { Length: <= 2 * Longest } && authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) && authorization[Scheme.Length..].Trim() is { Length: <= Longest } text
            ? new PresentedKey(text)
            : null;
}
