namespace Acp.Gateway.Platforms;

/// <summary>An agent platform that may call us. Configuration: <c>Platforms:0:Name</c>, <c>Platforms:0:ApiKeys:0</c>.</summary>
public sealed class PlatformOptions
{
    /// <summary>Owns sessions and scopes idempotency keys; stays when keys rotate.</summary>
    public string Name { get; set; } = string.Empty;

    /// <summary>Bearer keys, several so that they can rotate: every one of them is accepted.</summary>
    public IList<string> ApiKeys { get; } = [];

    /// <summary>What it may have issued; null: no tokens.</summary>
    public PlatformTokensOptions? Tokens { get; set; }
}

/// <summary>Which payment tokens a platform may have issued. Configuration: <c>Platforms:0:Tokens</c>. Days are UTC.</summary>
public sealed class PlatformTokensOptions
{
    /// <summary>Minor units of one token by ISO 4217 code; a currency that is not there is not allowed.</summary>
    public IDictionary<string, long> MaximumAmounts { get; } = new Dictionary<string, long>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Domains; null: every verified merchant.</summary>
    public IList<string>? Merchants { get; set; }

    /// <summary>Null: no limit.</summary>
    public long? TokensPerDay { get; set; }

    /// <summary>Minor units of all tokens of a day by currency; one that is not there has no limit.</summary>
    public IDictionary<string, long> AmountsPerDay { get; } = new Dictionary<string, long>(StringComparer.OrdinalIgnoreCase);
}

/// <summary>The whole <c>Platforms</c> section.</summary>
public sealed class PlatformsOptions
{
    public IList<PlatformOptions> Platforms { get; } = [];
}
