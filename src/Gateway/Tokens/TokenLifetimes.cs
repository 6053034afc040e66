using System.ComponentModel.DataAnnotations;
using Acp.CheckoutSessions;
using Acp.TokenIssues;
using Microsoft.Extensions.Options;

namespace Acp.Gateway.Issuing;

/// <summary>How long tokens live, in whole seconds as on the wire. Configuration section <c>Tokens</c>.</summary>
public sealed class TokenLifetimes
{
    /// <summary>The source documents' «5 minutes or less».</summary>
    [Range(1, LongestSettable, ErrorMessage = "Tokens:DefaultLifetimeSeconds must be from 1 to 79200.")]
    public long DefaultLifetimeSeconds { get; set; } = 300;

    /// <summary>What lives long can be stolen for long.</summary>
    [Range(1, LongestSettable, ErrorMessage = "Tokens:MaxLifetimeSeconds must be from 1 to 79200.")]
    public long MaxLifetimeSeconds { get; set; } = 3600;

    /// <summary>
    /// Seconds: 22 hours. An issue that nobody heard of is given up 23 hours after it was sent, and its key may then issue
    /// anew: what it may have issued the first time must be dead by then.
    /// </summary>
    private const int LongestSettable = 22 * 60 * 60;

    /// <summary>Seconds: 90 days, as long as the payment provider lets a token live.</summary>
    internal const int LongestLife = 90 * 24 * 60 * 60;

    /// <param name="checkout">What holds for a charge holds for an issue: how often it is sent, when it settles by itself, how long its reply is kept.</param>
    internal TokenOptions ToOptions(CheckoutOptions checkout) => new()
    {
        DefaultLifetime = TimeSpan.FromSeconds(DefaultLifetimeSeconds),
        MaxLifetime = TimeSpan.FromSeconds(MaxLifetimeSeconds),
        ReplyRetention = checkout.ReplyRetention,
        IssueBudget = checkout.CompleteBudget,
        SendsPerCall = checkout.SendsPerCall,
        RepeatDelay = checkout.RepeatDelay,
        SettleAfter = checkout.SettleAfter,
        SettleAtMost = checkout.SettleAtMost,
    };
}

internal sealed class TokenLifetimesValidator : IValidateOptions<TokenLifetimes>
{
    public ValidateOptionsResult Validate(string? name, TokenLifetimes options) =>
        options.DefaultLifetimeSeconds <= options.MaxLifetimeSeconds
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail("Tokens:DefaultLifetimeSeconds is above Tokens:MaxLifetimeSeconds.");
}
