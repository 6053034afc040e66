using System.Globalization;
using Acp.Gateway.MerchantSystems;
using Acp.Gateway.Platforms;
using Acp.Launching;
using static Acp.Launching.LaunchFinding;

namespace Acp.Gateway.Launching;

/// <summary>Pure: whether what we sign with is long enough, and known to one receiver only.</summary>
internal static class SecretRules
{
    private const string Length = "signing_secrets";

    /// <summary>Characters; from 32 on a text of hex digits holds 128 bits.</summary>
    private const int Shortest = 32;

    public static IEnumerable<LaunchFinding> Judge(IReadOnlyList<PlatformOptions> platforms, MerchantOptions merchant, MerchantSystemsOptions systems)
    {
        (string Owner, string Secret)[] all = [.. All(platforms, merchant, systems)];
        string[] brief = [.. all.Where(it => it.Secret.Length < Shortest).Select(it => it.Owner).Distinct()];
        string[] shared = [.. all.GroupBy(it => it.Secret, StringComparer.Ordinal).Select(same => same.Select(it => it.Owner).Distinct().ToArray()).Where(owners => owners.Length > 1).SelectMany(owners => owners).Distinct()];
        if (all.Length == 0)
        {
            yield return new Passed(Length, "Nothing is signed for anybody: no endpoint and no system of the merchant's is configured.");
            yield break;
        }

        yield return brief.Length > 0
            ? new Failed(Length, string.Create(CultureInfo.InvariantCulture, $"Shorter than {Shortest} characters: a secret of {string.Join(", ", brief)}."), "Draw 32 random bytes for each, and rotate as docs/webhooks.md says.")
            : new Passed(Length, "What messages are signed with is long enough.");
        yield return shared.Length > 0
            ? new Failed("shared_secrets", $"One secret is used for several receivers: {string.Join(", ", shared)}. Each can sign as us to the others.", "Give each receiver a secret of its own.")
            : new Passed("shared_secrets", "Each receiver has secrets of its own.");
    }

    private static IEnumerable<(string Owner, string Secret)> All(IReadOnlyList<PlatformOptions> platforms, MerchantOptions merchant, MerchantSystemsOptions systems) =>
    [
        .. platforms.SelectMany((platform, i) => (platform.Webhook?.Secrets ?? []).Select(secret => (string.Create(CultureInfo.InvariantCulture, $"Platforms:{i}:Webhook"), secret))),
        .. (merchant.Webhook?.Secrets ?? []).Select(secret => ("Merchant:Webhook", secret)),
        .. systems.Secrets.Select(secret => ("MerchantSystems", secret)),
    ];
}
