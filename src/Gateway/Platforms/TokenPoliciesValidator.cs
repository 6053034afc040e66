using System.Globalization;
using Acp.Merchants;
using Acp.Pricing;
using Microsoft.Extensions.Options;

namespace Acp.Gateway.Platforms;

/// <summary>A policy that says something else than was meant would have tokens issued: better not to start.</summary>
internal sealed class TokenPoliciesValidator : IValidateOptions<PlatformsOptions>
{
    /// <summary>Minor units: more than anybody's tokens of a day, and far from where sums overflow.</summary>
    private const long LargestDay = 1_000_000_000_000_000;

    public ValidateOptionsResult Validate(string? name, PlatformsOptions options)
    {
        var faults = options.Platforms
            .SelectMany((platform, i) => platform.Tokens is { } tokens ? FaultsOf(tokens, string.Create(CultureInfo.InvariantCulture, $"Platforms:{i}:Tokens")) : [])
            .ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> FaultsOf(PlatformTokensOptions tokens, string at)
    {
        if (tokens.MaximumAmounts.Count == 0)
        {
            yield return $"{at}:MaximumAmounts is missing: the currencies the platform may have tokens in, each with the most of one token.";
        }

        if (tokens.Merchants is { Count: 0 })
        {
            yield return $"{at}:Merchants is empty: name one, or leave it out for every verified merchant.";
        }

        if (tokens.TokensPerDay < 1)
        {
            yield return $"{at}:TokensPerDay must be at least 1.";
        }

        var rest = Amounts(tokens.MaximumAmounts, $"{at}:MaximumAmounts", Currencies.MaximumAmount)
            .Concat(Amounts(tokens.AmountsPerDay, $"{at}:AmountsPerDay", LargestDay))
            .Concat(tokens.AmountsPerDay.Keys.Where(currency => !tokens.MaximumAmounts.ContainsKey(currency))
                .Select(currency => $"{at}:AmountsPerDay:{currency} is of a currency that is not in {at}:MaximumAmounts."))
            .Concat((tokens.Merchants ?? []).SelectMany((merchant, i) => Domain(merchant, string.Create(CultureInfo.InvariantCulture, $"{at}:Merchants:{i}"))));
        foreach (var fault in rest)
        {
            yield return fault;
        }
    }

    private static IEnumerable<string> Amounts(IDictionary<string, long> amounts, string at, long most) =>
        amounts.SelectMany(amount => Amount(amount.Key, amount.Value, $"{at}:{amount.Key}", most));

    private static IEnumerable<string> Amount(string currency, long amount, string at, long most)
    {
        if (Currencies.Find(currency.ToLowerInvariant()) is null)
        {
            yield return $"{at} is of no currency that can be charged.";
        }

        if (amount < 1 || amount > most)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{at} must be from 1 to {most} minor units.");
        }
    }

    private static IEnumerable<string> Domain(string merchant, string at) =>
        MerchantDomains.TryRead(merchant, out _) ? [] : [$"{at} must be a plain host name, such as shop.example: no scheme, port, path or IP address."];
}
