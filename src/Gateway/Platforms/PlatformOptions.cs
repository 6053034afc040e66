using Acp.Gateway.Edge;
using Acp.Gateway.Webhooks.Outgoing;

namespace Acp.Gateway.Platforms;

/// <summary>An agent platform that may call us. Configuration: <c>Platforms:0:Name</c>, <c>Platforms:0:ApiKeys:0</c>.</summary>
public sealed class PlatformOptions
{
    /// <summary>Owns sessions and scopes idempotency keys; stays when keys rotate.</summary>
    public string Name { get; set; } = string.Empty;

    /// <summary>
    /// Bearer keys, several so that they can rotate: every one of them is accepted, beside those that operators made. In the
    /// clear, or as <c>sha256:</c> and 64 hex digits.
    /// </summary>
    public IList<string> ApiKeys { get; } = [];

    /// <summary>All its keys are made with <c>/admin/keys</c>: none need be configured.</summary>
    public bool KeysInStore { get; set; }

    /// <summary>Public keys by which it signs requests, several so that they can rotate; without any, signatures are not looked at.</summary>
    public IList<SigningKeyOptions> SigningKeys { get; } = [];

    /// <summary>Whether a request without a signature is refused.</summary>
    public bool RequireSignature { get; set; }

    /// <summary>What it may have issued; null: no tokens.</summary>
    public PlatformTokensOptions? Tokens { get; set; }

    /// <summary>How much it may ask for; null: nothing is limited but what it has under way at once.</summary>
    public CallerLimitOptions? Limits { get; set; }

    /// <summary>Where it is told of its orders; null: nowhere.</summary>
    public PlatformWebhookOptions? Webhook { get; set; }
}

/// <summary>Configuration: <c>Platforms:0:SigningKeys:0</c>.</summary>
public sealed class SigningKeyOptions
{
    /// <summary><c>ed25519</c> or <c>es256</c>.</summary>
    public string? Algorithm { get; set; }

    /// <summary>PEM (<c>BEGIN PUBLIC KEY</c>), a JWK, or base64url of the raw key: 32 bytes, or for ES256 65 (4, x, y).</summary>
    public string? PublicKey { get; set; }
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
