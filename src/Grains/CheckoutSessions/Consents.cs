using Acp.Pricing;

namespace Acp.CheckoutSessions;

/// <summary>What of a shopper's decisions about marketing counts.</summary>
public static class Consents
{
    /// <summary>
    /// Those for channels that the merchant offers, and by which the buyer can be reached. Where one says yes and no, it is
    /// no; a channel that is left out was not asked.
    /// </summary>
    /// <param name="offered">The merchant's channels.</param>
    public static IReadOnlyList<MarketingConsent> Valid(IReadOnlyList<MarketingConsent> given, IReadOnlyList<string> offered, Buyer? buyer) =>
    [
        .. given.Where(consent => offered.Contains(consent.Channel, StringComparer.Ordinal) && IsReachable(consent.Channel, buyer))
            .GroupBy(consent => consent.Channel, StringComparer.Ordinal)
            .Select(channel => new MarketingConsent(channel.Key, channel.All(consent => consent.OptedIn))),
    ];

    /// <summary>A later complete of the same payment can take a yes back. Its own yes is not taken over: it opened no payment.</summary>
    public static IReadOnlyList<MarketingConsent> Withdraw(IReadOnlyList<MarketingConsent> kept, IReadOnlyList<MarketingConsent> later)
    {
        var refused = later.Where(consent => !consent.OptedIn).Select(consent => consent.Channel).ToHashSet(StringComparer.Ordinal);
        return [.. kept.Select(consent => refused.Contains(consent.Channel) ? consent with { OptedIn = false } : consent)];
    }

    // Of a channel that is the merchant's own nobody here knows how it reaches people.
    private static bool IsReachable(string channel, Buyer? buyer) => channel switch
    {
        "email" => !string.IsNullOrEmpty(buyer?.Email),
        "sms" or "whatsapp" => !string.IsNullOrEmpty(buyer?.PhoneNumber),
        _ => buyer is not null,
    };
}
