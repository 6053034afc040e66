using System.Globalization;
using Acp.Gateway.Admin;
using Acp.Gateway.Platforms;
using Microsoft.Extensions.Options;

namespace Acp.Gateway.Edge;

internal sealed class CallerLimitsValidator : IValidateOptions<PlatformsOptions>, IValidateOptions<AdminOptions>
{
    public ValidateOptionsResult Validate(string? name, PlatformsOptions options) => Result(options.Platforms
        .SelectMany((platform, i) => platform.Limits?.Faults(string.Create(CultureInfo.InvariantCulture, $"Platforms:{i}:Limits")) ?? []));

    public ValidateOptionsResult Validate(string? name, AdminOptions options) => Result(options.Limits?.Faults("Admin:Limits") ?? []);

    private static ValidateOptionsResult Result(IEnumerable<string> faults) =>
        faults.ToList() is { Count: > 0 } all ? ValidateOptionsResult.Fail(all) : ValidateOptionsResult.Success;
}
