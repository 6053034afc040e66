using System.Globalization;
using Acp.CheckoutSessions;
using Acp.Merchants;
using Acp.Payments;
using Acp.Pricing;

namespace Acp.TokenIssues;

/// <summary>The rules of issuing. Pure: time and facts arrive as arguments.</summary>
public static class IssueDecider
{
    /// <summary>As for charges: the provider may forget keys after 24 h, and past that a repeat could be a second token.</summary>
    public static readonly TimeSpan ResendLimit = CompleteDecider.ResendLimit;

    /// <returns>Null where it may be issued, as far as the day's budget allows.</returns>
    public static Refusal? Refuse(IssueToken request, TokenPolicy? policy, Merchant? merchant, TokenOptions options)
    {
        if (policy is null)
        {
            return IssueRefusals.NotAllowed;
        }

        if (merchant is not { Status: MerchantStatus.Verified })
        {
            return IssueRefusals.MerchantNotVerified(request.Merchant);
        }

        if (policy.Merchants is { } allowed && !allowed.Contains(request.Merchant))
        {
            return IssueRefusals.MerchantNotAllowed(request.Merchant);
        }

        if (!policy.MaximumAmounts.TryGetValue(request.Currency, out var maximum))
        {
            return IssueRefusals.CurrencyNotAllowed(request.Currency);
        }

        if (request.Amount > maximum)
        {
            return IssueRefusals.AmountOverMaximum(request.Amount, maximum);
        }

        return request.Lifetime > options.MaxLifetime ? IssueRefusals.LifetimeTooLong(options.MaxLifetime) : null;
    }

    /// <summary>What the day has to give for it; where the policy sets no limit nothing is counted.</summary>
    public static IReadOnlyList<BudgetUse> Budget(string platform, IssueToken request, TokenPolicy policy, DateTimeOffset now)
    {
        var day = $"issued/{platform}/{now.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}/";
        List<BudgetUse> budget = [];
        if (policy.TokensPerDay is { } tokens)
        {
            budget.Add(new(day + BudgetNames.Tokens, 1, tokens));
        }

        if (policy.AmountsPerDay.TryGetValue(request.Currency, out var amount))
        {
            budget.Add(new(day + request.Currency, request.Amount, amount));
        }

        return budget;
    }

    /// <summary>The counter that was short, as the rule it stands for.</summary>
    public static Refusal RefuseBudget(IReadOnlyList<BudgetUse> budget, string counter)
    {
        var use = budget.First(use => use.Counter == counter);
        return counter.EndsWith("/" + BudgetNames.Tokens, StringComparison.Ordinal)
            ? IssueRefusals.DailyTokensExceeded(use.Limit)
            : IssueRefusals.DailyAmountExceeded(use.Limit, counter[^3..]);
    }

    /// <summary>Until when the provider certainly remembers the key, and a token is still of use.</summary>
    public static DateTimeOffset EndOf(IssueAttempt attempt)
    {
        var forgotten = attempt.FirstSentAt + ResendLimit;
        return forgotten < attempt.ExpiresAt ? forgotten : attempt.ExpiresAt;
    }

    public static bool MaySend(IssueAttempt attempt, DateTimeOffset now) => now < EndOf(attempt);

    /// <summary>The send that was permitted last may leave until then, and no later.</summary>
    public static DateTimeOffset LeavesBefore(IssueAttempt attempt)
    {
        var (end, lapsed) = (EndOf(attempt), attempt.NewestSendAt + CompleteDecider.PermissionLasts);
        return end < lapsed ? end : lapsed;
    }

    /// <summary>What an answer means for the record as it is now.</summary>
    /// <returns>Null where it settles nothing: the outcome stays unknown.</returns>
    public static IssueEvent? OnAnswer(string issue, IssueState state, IssueAnswer answer) => (state, answer) switch
    {
        (IssueState.Pending or IssueState.Abandoned, IssueAnswer.Issued { Token: var token }) when token.Issue == issue =>
            new IssueEvent.TokenIssued(token.Token),
        (IssueState.Pending, IssueAnswer.Declined declined) => new IssueEvent.RefusedByProvider(declined.Reason),

        // On a repeat these say nothing about the send before them.
        (IssueState.Pending { Current.Sends: 1 }, IssueAnswer.Refused refused) => new IssueEvent.RefusedByProvider(refused.Reason),
        (IssueState.Pending { Current.Sends: 1 }, IssueAnswer.NotExecuted) => new IssueEvent.Withdrawn(),
        _ => null,
    };

    /// <summary>Whether this is the very token that the attempt made, and not one of an earlier number.</summary>
    public static bool IsOf(IssueAttempt attempt, IssuedFacts token) =>
        token.Facts.ExpiresAt is not { } at || at.ToUnixTimeSeconds() == attempt.ExpiresAt.ToUnixTimeSeconds();

    /// <summary>When an issue of unknown outcome is asked for again if nobody comes: ever more seldom, and at its end at the latest.</summary>
    public static DateTimeOffset NextTry(IssueAttempt attempt, DateTimeOffset now, TokenOptions options)
    {
        var (next, end) = (now + options.PauseAt(now - attempt.FirstSentAt, attempt.ProviderKey, attempt.Sends), EndOf(attempt));
        return end > now && end < next ? end : next;
    }

    private static class BudgetNames
    {
        public const string Tokens = "tokens";
    }
}

/// <summary>The sentences of the refusals of an issue.</summary>
public static class IssueRefusals
{
    public static readonly Refusal NotAllowed = new(RefusalRule.IssuingNotAllowed, "This platform may not have tokens issued.");

    public static Refusal MerchantNotVerified(string merchant) => new(
        RefusalRule.MerchantNotVerified, $"{merchant} is not a verified merchant.", "$.merchantDomain");

    public static Refusal MerchantNotAllowed(string merchant) => new(
        RefusalRule.MerchantNotAllowed, $"This platform may not have tokens issued for {merchant}.", "$.merchantDomain");

    public static Refusal CurrencyNotAllowed(string currency) => new(
        RefusalRule.CurrencyNotAllowed, $"This platform may not have tokens issued in {currency}.", "$.currency");

    public static Refusal AmountOverMaximum(long amount, long maximum) => new(
        RefusalRule.AmountOverMaximum, $"A token of this platform may be for {maximum} minor units at most, not {amount}.", "$.amount");

    public static Refusal LifetimeTooLong(TimeSpan maximum) => new(
        RefusalRule.LifetimeTooLong, $"A token may live for {(long)maximum.TotalSeconds} seconds at most.", "$.expiresIn");

    public static Refusal DailyTokensExceeded(long limit) => new(
        RefusalRule.DailyTokensExceeded, $"This platform may have {limit} tokens issued a day (UTC), and it has had them.");

    public static Refusal DailyAmountExceeded(long limit, string currency) => new(
        RefusalRule.DailyAmountExceeded,
        $"This platform may have tokens for {Currencies.Of(currency).Text(limit)} issued a day (UTC), and with this one it would be more.",
        "$.amount");

    public static Refusal ByProvider(string reason) => new(RefusalRule.IssueRefused, reason);
}
