using Microsoft.Extensions.Options;

namespace Acp.Gateway.Merchants;

/// <summary>How merchants are verified. Configuration section <c>Merchants</c>.</summary>
public sealed class MerchantsOptions
{
    /// <summary>Lets the domain «localhost» be verified over plain http. Development only: it leads inside.</summary>
    public bool AllowLoopback { get; set; }

    /// <summary>What «localhost» stands for then, such as <c>http://127.0.0.1:5081</c>; null: this gateway itself.</summary>
    public string? LoopbackAddress { get; set; }

    /// <summary>Registered, and verified, at the start, so that a newcomer can have a token issued. Development only.</summary>
    public DemoMerchantOptions? Demo { get; set; }
}

public sealed class DemoMerchantOptions
{
    public string Domain { get; set; } = string.Empty;

    /// <summary>The seller's profile at the payment provider.</summary>
    public string Profile { get; set; } = string.Empty;
}

internal sealed class MerchantsOptionsValidator(IHostEnvironment environment) : IValidateOptions<MerchantsOptions>
{
    public ValidateOptionsResult Validate(string? name, MerchantsOptions options)
    {
        var faults = FaultsOf(options).ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private IEnumerable<string> FaultsOf(MerchantsOptions options)
    {
        if (options.AllowLoopback && !environment.IsDevelopment())
        {
            yield return "Merchants:AllowLoopback is for Development only: it lets a domain lead to this machine.";
        }

        if (options.Demo is not null && !environment.IsDevelopment())
        {
            yield return "Merchants:Demo is for Development only: elsewhere an administrator registers merchants.";
        }

        if (options.LoopbackAddress is { } address && !IsLoopback(address))
        {
            yield return "Merchants:LoopbackAddress must be an http address of this machine, such as http://127.0.0.1:5081.";
        }

        if (options.Demo is { } demo && (!Acp.Merchants.MerchantDomains.TryRead(demo.Domain, out var domain) || domain != demo.Domain))
        {
            yield return "Merchants:Demo:Domain must be a host name in lower case.";
        }

        if (options.Demo is { Profile: "" })
        {
            yield return "Merchants:Demo:Profile is missing.";
        }
    }

    private static bool IsLoopback(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttp && address.IsLoopback;
}
