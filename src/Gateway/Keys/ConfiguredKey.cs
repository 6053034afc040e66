using Acp.Keys;

namespace Acp.Gateway.Keys;

/// <summary>A key as the configuration has it: in the clear, or as <c>sha256:</c> and 64 hex digits, so that no file holds it.</summary>
internal static class ConfiguredKey
{
    private const string HashPrefix = "sha256:";
    private const int HashDigits = 64;
    private const int Longest = 512;

    /// <summary>What a validator says of a key after its place; null where it can be used.</summary>
    /// <param name="shortest">Characters: below this a key can be guessed over the network.</param>
    public static string? Fault(string? key, int shortest) =>
        key is null ? Fault(string.Empty, shortest) // JSON may say null in a list of texts.
        : key.StartsWith(HashPrefix, StringComparison.OrdinalIgnoreCase) ? HashFault(key)
        : key.Length < shortest || key.Length > Longest || !key.All(c => c is > ' ' and < '\x7f') ? $" must be {shortest} to {Longest} visible ASCII characters."
        : null;

    /// <param name="key">One without a fault.</param>
    public static byte[] DigestOf(string key) =>
        IsHash(key) ? Convert.FromHexString(key.AsSpan(HashPrefix.Length)) : KeyText.DigestOf(key);

    public static string Write(string digest) => HashPrefix + digest;

    public static bool IsHash(string key) =>
        key.StartsWith(HashPrefix, StringComparison.Ordinal) && key.Length == HashPrefix.Length + HashDigits && key.AsSpan(HashPrefix.Length).IndexOfAnyExcept(HexDigits) < 0;

    private static readonly System.Buffers.SearchValues<char> HexDigits = System.Buffers.SearchValues.Create("0123456789abcdefABCDEF");

    private static string? HashFault(string key) =>
        IsHash(key) ? null : $" begins with {HashPrefix}, so {HashDigits} hex digits must follow: the hash of a key, as the command «key» prints it.";
}
