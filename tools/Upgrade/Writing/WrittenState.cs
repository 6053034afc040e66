using System.Security.Cryptography;
using System.Text;

namespace Acp.Upgrade.Writing;

/// <summary>What a version was asked, what it said, and what it left behind.</summary>
/// <param name="Commit">Of the version that wrote.</param>
/// <param name="At">When the last request had its answer. Whoever reads the state sets the clock to it: keys and tokens age.</param>
/// <param name="Schema">Migrations that its database has seen.</param>
/// <param name="Provider">Where the provider was. What is open is sent again to nobody else.</param>
/// <param name="Sessions">By what was done with them.</param>
internal sealed record WrittenState(
    string Commit, DateTimeOffset At, int Schema, Uri Provider, IReadOnlyDictionary<string, string> Sessions, IReadOnlyList<Exchange> Exchanges)
{
    public const string PlatformKey = "demo_platform_key";
    public const string ProviderKey = "sk_test_fake";
    public const string AdminKey = "demo_admin_key";
    public const string HookSecret = "secret_of_written_states";

    /// <summary>Digest of the shapes that it was written with; null where another build wrote it.</summary>
    public string? Shapes { get; init; }

    /// <summary>Whether the version that wrote had what the path leads to: a redirect or an answer came of it.</summary>
    public bool Had(string path) => Exchanges.Any(it => it.Path.StartsWith(path, StringComparison.Ordinal) && it.Status is >= 200 and < 400);

    public static string DigestOf(string shapes) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(shapes)));
}

/// <param name="Scene">What was done.</param>
/// <param name="Key">The idempotency key; null where there is none.</param>
/// <param name="Body">As it was sent; null for none.</param>
/// <param name="Answer">As it came.</param>
internal sealed record Exchange(string Scene, string Method, string Path, string? Key, string? Body, int Status, string Answer);
