using Acp.CheckoutSessions;
using Acp.Erasures;
using Microsoft.Extensions.Options;

namespace Acp.Gateway.Erasures;

internal sealed class OrderRetentionOptionsValidator(IOptions<CheckoutOptions> checkout) : IValidateOptions<OrderRetentionOptions>
{
    public const string Section = "Orders";

    /// <summary>As for sessions: a bank can dispute a charge for months, and what was sent where is the evidence.</summary>
    private static readonly TimeSpan Least = TimeSpan.FromDays(180);

    /// <summary>Thirty years: no law that we know asks for more.</summary>
    private static readonly TimeSpan Most = TimeSpan.FromDays(10_958);

    public ValidateOptionsResult Validate(string? name, OrderRetentionOptions options)
    {
        string?[] problems =
        [
            options.Retention >= Least && options.Retention <= Most
                ? null
                : $"{Section}:Retention must be from {Least} to {Most}, it is {options.Retention}.",
            Enum.IsDefined(options.AfterRetention) ? null : $"{Section}:AfterRetention must be Erase or Delete.",

            // A session that outlives its order names a charge that no order explains.
            options.AfterRetention == AfterRetention.Delete && options.Retention < checkout.Value.SessionRetention
                ? $"{Section}:Retention must not be shorter than Checkout:SessionRetention ({checkout.Value.SessionRetention}) where {Section}:AfterRetention is Delete, it is {options.Retention}."
                : null,
        ];
        var found = problems.OfType<string>().ToArray();
        return found.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(found);
    }
}
