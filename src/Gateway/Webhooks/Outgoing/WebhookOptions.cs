namespace Acp.Gateway.Webhooks.Outgoing;

/// <summary>Where one party is told of orders. Configuration: <c>Platforms:0:Webhook</c> and <c>Merchant:Webhook</c>.</summary>
public class WebhookOptions
{
    public string Url { get; set; } = string.Empty;

    /// <summary>
    /// HMAC keys, newest first, several so that they can rotate. Messages to a platform are signed with the first, messages to
    /// the merchant's own system with each.
    /// </summary>
    public IList<string> Secrets { get; } = [];
}

/// <summary>As above, for a platform.</summary>
public sealed class PlatformWebhookOptions : WebhookOptions
{
    /// <summary>The released version of the protocol that the platform expects, whatever its sessions spoke.</summary>
    public string Version { get; set; } = string.Empty;
}

/// <summary>How endpoints are reached. Configuration section <c>Webhooks</c>.</summary>
public sealed class WebhooksOptions
{
    /// <summary>
    /// Lets endpoints be at private, loopback and link-local addresses, and be reached there without TLS: for a merchant's
    /// system in the same network. In Development this machine is allowed without it.
    /// </summary>
    public bool AllowPrivateAddresses { get; set; }
}
