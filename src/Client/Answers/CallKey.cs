using System.Security.Cryptography;

namespace Acp.Client;

/// <summary>
/// The idempotency key of one call, however often it is sent. Named by the caller only where a call must survive its
/// process: written down before the call, together with what is sent, and given again with the same after a crash.
/// </summary>
public sealed record CallKey
{
    private const int Longest = 255;

    /// <exception cref="ArgumentException">Not 1 to 255 printable ASCII characters.</exception>
    public CallKey(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        Value = value.Length is >= 1 and <= Longest && value.All(c => c is >= ' ' and < '\x7f')
            ? value
            : throw new ArgumentException($"A call's key is 1 to {Longest} printable ASCII characters.", nameof(value));
    }

    /// <summary>As it is sent, and to be stored.</summary>
    public string Value { get; }

    /// <summary>One that nobody else has.</summary>
    public static CallKey New() => new(RandomNumberGenerator.GetHexString(32, lowercase: true));

    /// <inheritdoc/>
    public override string ToString() => Value;
}
