using System.Collections.Frozen;
using Acp.Merchants;
using Acp.TokenIssues;
using Microsoft.Extensions.Options;

namespace Acp.Gateway.Platforms;

/// <summary>What each platform may have issued, as it is configured. Read where grains run: it is the same on every node.</summary>
internal sealed class TokenPolicies(IOptions<PlatformsOptions> options) : ITokenPolicies
{
    private readonly FrozenDictionary<string, TokenPolicy> policies = options.Value.Platforms
        .Where(platform => platform.Tokens is not null)
        .ToFrozenDictionary(platform => platform.Name, platform => Read(platform.Tokens!), StringComparer.Ordinal);

    public TokenPolicy? Of(string platform) => policies.GetValueOrDefault(platform);

    private static TokenPolicy Read(PlatformTokensOptions tokens) => new(
        LowerCase(tokens.MaximumAmounts), tokens.Merchants?.Select(ReadDomain).ToFrozenSet(StringComparer.Ordinal), tokens.TokensPerDay, LowerCase(tokens.AmountsPerDay));

    // Configuration keys have no case; ISO 4217 is written in both.
    private static FrozenDictionary<string, long> LowerCase(IDictionary<string, long> amounts) =>
        amounts.ToFrozenDictionary(amount => amount.Key.ToLowerInvariant(), amount => amount.Value, StringComparer.Ordinal);

    private static string ReadDomain(string text) =>
        MerchantDomains.TryRead(text, out var domain) ? domain : throw new ArgumentException("Not validated.", nameof(text));
}
