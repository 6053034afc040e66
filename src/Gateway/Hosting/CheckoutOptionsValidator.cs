using Acp.CheckoutSessions;
using Microsoft.Extensions.Options;

namespace Acp.Gateway.Hosting;

internal sealed class CheckoutOptionsValidator : IValidateOptions<CheckoutOptions>
{
    /// <summary>A shopper's bank can dispute a charge 120 days after it, some schemes later: its notice is led to the order by the session.</summary>
    private static readonly TimeSpan LeastRetention = TimeSpan.FromDays(180);

    public ValidateOptionsResult Validate(string? name, CheckoutOptions options)
    {
        string?[] problems =
        [
            Within("SessionLifetime", options.SessionLifetime, TimeSpan.FromMinutes(1), TimeSpan.FromDays(30)),
            Within("ReplyRetention", options.ReplyRetention, TimeSpan.FromHours(24), TimeSpan.FromDays(30)),
            Within("SessionRetention", options.SessionRetention, LeastRetention, TimeSpan.FromDays(3660)),
            Within("CompleteBudget", options.CompleteBudget, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(25)),
            Within("RepeatDelay", options.RepeatDelay, TimeSpan.Zero, TimeSpan.FromSeconds(10)),
            Within("SettleAfter", options.SettleAfter, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10)),
            Within("SettleAtMost", options.SettleAtMost, options.SettleAfter, TimeSpan.FromHours(1)),
            Within("PageLifetime", options.PageLifetime, PageDecider.ShortestLife, PageDecider.LongestLife),
            Within("LookAtWaitingAfter", options.LookAtWaitingAfter, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)),
            options.SendsPerCall is >= 1 and <= 10 ? null : "Checkout:SendsPerCall must be from 1 to 10.",
        ];
        var found = problems.OfType<string>().ToArray();
        return found.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(found);
    }

    private static string? Within(string key, TimeSpan value, TimeSpan least, TimeSpan most) =>
        value >= least && value <= most ? null : $"Checkout:{key} must be from {least} to {most}, it is {value}.";
}
