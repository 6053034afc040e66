using Acp.CheckoutSessions;
using Acp.Gateway.Pay;
using Acp.Gateway.Webhooks.Outgoing;

namespace Acp.Gateway;

/// <summary>Who sells. Configuration section <c>Merchant</c>.</summary>
public sealed class MerchantOptions
{
    internal const string IdPlaceholder = "{id}";

    public string Name { get; set; } = string.Empty;

    /// <summary>Where platforms and shoppers reach this service, such as <c>https://shop.example</c>.</summary>
    public string PublicUrl { get; set; } = string.Empty;

    /// <summary>The merchant's account at the payment provider, as platforms need it to mint a token for us.</summary>
    public string MerchantId { get; set; } = string.Empty;

    /// <summary>ISO 4217, in lower case: what sessions are in whose platforms cannot say, in versions of the protocol before currencies.</summary>
    public string Currency { get; set; } = "usd";

    /// <summary>Shown with every session: terms, returns, privacy.</summary>
    public IList<MerchantLink> Links { get; } = [];

    /// <summary>What a platform needs to run 3-D Secure for us; null: it cannot, and is told only that the issuer asks for it.</summary>
    public MerchantAuthentication? Authentication { get; set; }

    /// <summary>The channels a shopper may be asked to agree to; empty: none is asked.</summary>
    public IList<MarketingConsentOffer> MarketingConsents { get; } = [];

    /// <summary>
    /// Where a shopper goes on with a session in a browser, <c>{id}</c> standing for the session's id; null: to our own page,
    /// where the session can be paid there, and else nowhere.
    /// </summary>
    public string? ContinueUrl { get; set; }

    /// <summary>Whom shoppers ask about an order; null: nobody is named.</summary>
    public MerchantSupport? Support { get; set; }

    /// <summary>Where a shopper sees the order; its id is the key to it.</summary>
    internal string PermalinkOf(string orderId) => UrlOf("/orders/" + Uri.EscapeDataString(orderId));

    /// <summary>Where the merchant's own system is told of every order; null: nowhere.</summary>
    public WebhookOptions? Webhook { get; set; }

    /// <param name="path">Starts with a slash.</param>
    internal string UrlOf(string path) => PublicUrl.TrimEnd('/') + path;

    /// <summary>The merchant's own place to go on, or ours, where the shopper can pay on the provider's page.</summary>
    internal string? ContinueUrlOf(CheckoutSessionView session) => ContinueUrl is { } own
        ? own.Replace(IdPlaceholder, Uri.EscapeDataString(session.Id), StringComparison.Ordinal)
        : session.CanPayOnPage ? UrlOf(PayRoutes.PathOf(session.Id)) : null;
}

public sealed class MerchantLink
{
    /// <summary>One of the protocol's link types, such as <c>terms_of_use</c>.</summary>
    public string Type { get; set; } = string.Empty;

    public string? Title { get; set; }

    public string Url { get; set; } = string.Empty;
}

/// <summary>A way to reach shoppers with advertising, for which the law wants their consent.</summary>
public sealed class MarketingConsentOffer
{
    /// <summary>Such as <c>email</c>, <c>sms</c> or <c>whatsapp</c>.</summary>
    public string Channel { get; set; } = string.Empty;

    /// <summary>What the shopper agrees to receive, in plain text.</summary>
    public string DisplayText { get; set; } = string.Empty;

    public string PrivacyPolicyUrl { get; set; } = string.Empty;
}

/// <summary>Shown with every order. Configuration: <c>Merchant:Support</c>.</summary>
public sealed class MerchantSupport
{
    public string? Email { get; set; }

    public string? Phone { get; set; }

    /// <summary>For people, such as <c>Mon-Fri 9am-5pm PST</c>.</summary>
    public string? Hours { get; set; }

    public string? HelpCenterUrl { get; set; }
}
