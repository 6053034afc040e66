using System.Security.Cryptography;
using System.Text;

namespace Acp.Store;

/// <summary>
/// How a buyer's mail address stands in the index: whoever knows it finds it, and the index tells nobody. It is no secret
/// from people who can guess addresses; it keeps them out of lists.
/// </summary>
public static class BuyerDigest
{
    private const int Bytes = 16;

    /// <returns>32 hex digits, the same however the address is cased; null for null.</returns>
    public static string? Of(string? mail) => mail is null
        ? null
        : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(mail.Trim().ToLowerInvariant())).AsSpan(0, Bytes));
}
