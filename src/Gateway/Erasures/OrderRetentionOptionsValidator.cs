using Acp.Erasures;
using Microsoft.Extensions.Options;

namespace Acp.Gateway.Erasures;

internal sealed class OrderRetentionOptionsValidator : IValidateOptions<OrderRetentionOptions>
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
        ];
        var found = problems.OfType<string>().ToArray();
        return found.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(found);
    }
}
