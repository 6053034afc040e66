using Acp.Orders;
using Microsoft.Extensions.Options;

namespace Acp.Gateway.Hosting;

internal sealed class RefundOptionsValidator : IValidateOptions<RefundOptions>
{
    public ValidateOptionsResult Validate(string? name, RefundOptions options)
    {
        string?[] problems =
        [
            Within("Budget", options.Budget, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(25)),
            Within("RepeatDelay", options.RepeatDelay, TimeSpan.Zero, TimeSpan.FromSeconds(10)),
            Within("SettleAfter", options.SettleAfter, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10)),
            Within("SettleAtMost", options.SettleAtMost, options.SettleAfter, TimeSpan.FromHours(1)),
            Within("LookAtPendingAfter", options.LookAtPendingAfter, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)),
            Within("LookAtPendingAtMost", options.LookAtPendingAtMost, options.LookAtPendingAfter, TimeSpan.FromDays(1)),
            options.SendsPerCall is >= 1 and <= 10 ? null : "Refunds:SendsPerCall must be from 1 to 10.",
        ];
        var found = problems.OfType<string>().ToArray();
        return found.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(found);
    }

    private static string? Within(string key, TimeSpan value, TimeSpan least, TimeSpan most) =>
        value >= least && value <= most ? null : $"Refunds:{key} must be from {least} to {most}, it is {value}.";
}
