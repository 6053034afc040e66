using Microsoft.Extensions.Options;

namespace Acp.Gateway.Platforms;

/// <summary>
/// Reads the <c>Platforms</c> section, one by one and strictly. The binder by itself leaves out an entry in which a number
/// is none, and a limit whose name is misspelled: a platform would be gone, or without the limit.
/// </summary>
internal sealed class PlatformsBinding(IConfiguration configuration) : IConfigureOptions<PlatformsOptions>
{
    /// <exception cref="OptionsValidationException">A value cannot be read, or nothing has that name.</exception>
    public void Configure(PlatformsOptions options)
    {
        foreach (var section in configuration.GetSection("Platforms").GetChildren())
        {
            options.Platforms.Add(Read(section));
        }
    }

    private static PlatformOptions Read(IConfigurationSection section)
    {
        try
        {
            var platform = section.Get<PlatformOptions>(binder => binder.ErrorOnUnknownConfiguration = true) ?? new PlatformOptions();
            SeeEmptyList(section.GetSection("Tokens:Merchants"), platform);
            return platform;
        }
        catch (InvalidOperationException e)
        {
            throw new OptionsValidationException(Options.DefaultName, typeof(PlatformsOptions), [$"{section.Path}: {NamingTheKey(e).Message}"]);
        }
    }

    // To the binder a list without entries is no list, and no list means every merchant.
    private static void SeeEmptyList(IConfigurationSection merchants, PlatformOptions platform)
    {
        if (platform.Tokens is { Merchants: null } tokens && merchants.Exists())
        {
            tokens.Merchants = [];
        }
    }

    // The binder wraps its own exception once for every list and member around; around the parser's it has named the key.
    private static InvalidOperationException NamingTheKey(InvalidOperationException e) =>
        e.InnerException is InvalidOperationException inner ? NamingTheKey(inner) : e;
}
