using System.Security.Cryptography;
using System.Text;

namespace Acp.TokenIssues;

/// <summary>The identity of an issue. It follows from what its caller repeats, so that repeats meet at one grain.</summary>
public static class IssueIds
{
    /// <param name="path">The canonical path.</param>
    /// <returns><c>ti_</c> and 64 hex digits.</returns>
    public static string Of(string platform, string path, string key)
    {
        ArgumentNullException.ThrowIfNull(platform);
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(key);

        // With the lengths, because no separator is safe in a caller's key.
        var whole = FormattableString.Invariant($"{platform.Length}:{platform}{path.Length}:{path}{key}");
        return "ti_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(whole)));
    }
}
