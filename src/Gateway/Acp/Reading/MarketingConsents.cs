using System.Text.Json;
using Acp.CheckoutSessions;

namespace Acp.Gateway.Reading;

internal static class MarketingConsents
{
    /// <summary>What the shopper said, for the channels that were offered; others are ignored, and a channel that is left out is not a no.</summary>
    public static IReadOnlyList<MarketingConsent> Read(Field consents, IEnumerable<MarketingConsentOffer> offers)
    {
        if (!consents.HasValue)
        {
            return [];
        }

        var given = consents.List(Limits.Items, ReadOne);
        if (given.DistinctBy(consent => consent.Channel, StringComparer.OrdinalIgnoreCase).Count() != given.Count)
        {
            throw consents.Fault("invalid_value", "must name each channel once");
        }

        return [.. from offer in offers
                   from consent in given
                   where string.Equals(offer.Channel, consent.Channel, StringComparison.OrdinalIgnoreCase)
                   select consent with { Channel = offer.Channel }];
    }

    private static MarketingConsent ReadOne(Field consent) =>
        new(consent.Object()["channel"].RequiredText(Limits.Id), ReadAnswer(consent["opted_in"].Required()));

    // A law stands behind it: «"true"» is not a yes.
    private static bool ReadAnswer(Field optedIn) => optedIn.Json.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw optedIn.Fault("invalid_type", "must be true or false"),
    };
}
