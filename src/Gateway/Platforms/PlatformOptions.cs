namespace Acp.Gateway.Platforms;

/// <summary>An agent platform that may call us. Configuration: <c>Platforms:0:Name</c>, <c>Platforms:0:ApiKeys:0</c>.</summary>
public sealed class PlatformOptions
{
    /// <summary>Owns sessions and scopes idempotency keys; stays when keys rotate.</summary>
    public string Name { get; set; } = string.Empty;

    /// <summary>Bearer keys, several so that they can rotate: every one of them is accepted.</summary>
    public IList<string> ApiKeys { get; } = [];
}

/// <summary>The whole <c>Platforms</c> section.</summary>
public sealed class PlatformsOptions
{
    public IList<PlatformOptions> Platforms { get; } = [];
}
