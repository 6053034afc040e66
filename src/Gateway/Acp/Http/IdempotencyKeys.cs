using System.Diagnostics.CodeAnalysis;
using Acp.Gateway.Errors;

namespace Acp.Gateway.Http;

internal static class IdempotencyKeys
{
    /// <summary>Characters, as the protocol has it.</summary>
    public const int Longest = 255;

    /// <exception cref="RequestRefusedException">400 where the header is absent, empty, given twice or not printable.</exception>
    public static string Require(IHeaderDictionary headers)
    {
        if (TryRead(headers, out var key))
        {
            return key;
        }

        throw string.IsNullOrEmpty(headers[AcpHeaders.IdempotencyKey].ToString()) ? Faults.MissingKey() : Faults.InvalidKey(Longest);
    }

    /// <returns>Null where there is none.</returns>
    /// <exception cref="RequestRefusedException">400 where there is one, and it is empty, given twice or not printable.</exception>
    public static string? Optional(IHeaderDictionary headers) =>
        headers[AcpHeaders.IdempotencyKey].Count == 0 ? null
        : TryRead(headers, out var key) ? key
        : throw Faults.InvalidKey(Longest);

    public static bool TryRead(IHeaderDictionary headers, [NotNullWhen(true)] out string? key)
    {
        var given = headers[AcpHeaders.IdempotencyKey];
        key = given.Count == 1 ? given[0] : null;
        return key is { Length: >= 1 and <= Longest } && key.All(c => c is >= ' ' and < '\x7f');
    }
}
