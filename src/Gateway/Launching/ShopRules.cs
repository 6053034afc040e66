using System.Globalization;
using Acp.CheckoutSessions;
using Acp.Erasures;
using Acp.Gateway.Platforms;
using Acp.Launching;
using static Acp.Launching.LaunchFinding;

namespace Acp.Gateway.Launching;

/// <summary>Pure: what the checklist asks of the shop itself.</summary>
internal static class ShopRules
{
    private const string Policy = "refund_policy";

    public static IEnumerable<LaunchFinding> OfLinks(IReadOnlyList<ShownLink> links)
    {
        ShownLink[] policies = [.. links.Where(link => link.Type == "return_policy")];
        yield return policies switch
        {
            [] => new Failed(Policy, "No refund policy is linked.", "Set Merchant:Links:0:Type=return_policy and Merchant:Links:0:Url to a page that shoppers can open."),
            _ when policies.FirstOrDefault(link => !link.IsThere) is { } gone => Gone(Policy, gone),
            _ => new Passed(Policy, $"The refund policy is at {policies[0].Url}."),
        };
        foreach (var gone in links.Except(policies).Where(link => !link.IsThere))
        {
            yield return Gone("links", gone);
        }
    }

    public static LaunchFinding OfSupport(MerchantSupport? support) => support switch
    {
        { Email.Length: > 0 } or { Phone.Length: > 0 } => new Passed("support", "Shoppers are told whom to ask: by mail or phone."),
        _ => new Failed("support", "Shoppers are not told whom to ask about an order.", "Set Merchant:Support:Email or Merchant:Support:Phone."),
    };

    /// <param name="seller">The account that charges; null where it was not told.</param>
    public static LaunchFinding OfMerchantId(string merchantId, string? seller) => seller switch
    {
        null => new NotChecked("merchant_id", "Whether Merchant:MerchantId is the account that charges was not told."),
        _ when merchantId == seller => new Passed("merchant_id", $"Merchant:MerchantId is {merchantId}; {seller} charges."),
        _ when !merchantId.StartsWith("acct_", StringComparison.Ordinal) => new NotChecked(
            "merchant_id", $"Merchant:MerchantId is {merchantId}, which is no account of the provider's: whether platforms mint tokens that {seller} may charge shows in a purchase.", $"Set Merchant:MerchantId={seller}, unless platforms know you by another name."),
        _ => new Failed("merchant_id", $"Merchant:MerchantId is {merchantId}, but charges are made by {seller}: platforms would mint tokens for another.", $"Set Merchant:MerchantId={seller}."),
    };


    public static IEnumerable<LaunchFinding> OfLimits(IReadOnlyList<PlatformOptions> platforms, GatewayOptions gateway)
    {
        string[] free = [.. platforms.Index().Where(it => it.Item.Limits?.RequestsPerSecond is null).Select(it => string.Create(CultureInfo.InvariantCulture, $"Platforms:{it.Index}"))];
        yield return free.Length == 0
            ? new Passed("rate_limits", "Each platform has a rate.")
            : new Warned("rate_limits", $"No rate of requests is set for {string.Join(", ", free)}; only what is under way at once is limited.", "Set Platforms:N:Limits:RequestsPerSecond to what was agreed.");
        yield return new Passed("wrong_keys", string.Create(CultureInfo.InvariantCulture, $"After {gateway.WrongKeysPerMinute} wrong keys a minute an address is slowed (Gateway:WrongKeysPerMinute)."));
    }

    public static LaunchFinding OfRetention(CheckoutOptions checkout, OrderRetentionOptions orders) => new Passed(
        "retention",
        string.Create(CultureInfo.InvariantCulture, $"Finished sessions are kept {checkout.SessionRetention.TotalDays:0.#} days (Checkout:SessionRetention), keys of requests {checkout.ReplyRetention.TotalHours:0.#} hours, buyers of orders {orders.Retention.TotalDays:0.#} days (Orders:Retention)."));

    private static Failed Gone(string item, ShownLink link) => new(
        item,
        link.Visit!.Status is { } status ? string.Create(CultureInfo.InvariantCulture, $"{link.Key} answers {status}: {link.Url}") : $"{link.Key} does not answer: {link.Url}",
        "Publish the page there, or correct the link: it is shown with every session.");
}
