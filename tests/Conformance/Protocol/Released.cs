namespace Acp.Conformance.Protocol;

/// <summary>The released versions, and sets of them as rules need them.</summary>
internal static class Released
{
    public const string V20250929 = "2025-09-29";
    public const string V20251212 = "2025-12-12";
    public const string V20260116 = "2026-01-16";
    public const string V20260130 = "2026-01-30";
    public const string V20260417 = "2026-04-17";

    /// <summary>Oldest first.</summary>
    public static IReadOnlyList<string> All { get; } = [V20250929, V20251212, V20260116, V20260130, V20260417];

    /// <summary>Named in texts of the protocol, and never released.</summary>
    public static IReadOnlyList<string> Phantoms { get; } = ["2026-01-15", "2026-01-22", "2026-01-27", "2026-01-28"];

    public static string Newest => All[^1];

    public static IReadOnlyList<string> From(string first) => [.. All.Where(version => string.CompareOrdinal(version, first) >= 0)];

    public static IReadOnlyList<string> Until(string last) => [.. All.Where(version => string.CompareOrdinal(version, last) <= 0)];
}
