using System.Text.Json;
using Acp.CheckoutSessions;

namespace Acp.Gateway.Rendering;

internal static class MarketingConsentsWriter
{
    // We keep no subscribers, so nobody is said to be one; a session that is over asks for nothing any more.
    public static void WriteOptions(Utf8JsonWriter json, CheckoutSessionView session, MerchantOptions merchant)
    {
        if (merchant.MarketingConsents.Count == 0 || session.IsOver())
        {
            return;
        }

        json.WriteStartArray("marketing_consent_options");
        foreach (var offer in merchant.MarketingConsents)
        {
            json.WriteStartObject();
            json.WriteString("channel", offer.Channel);
            json.WriteString("display_text", offer.DisplayText);
            json.WriteString("privacy_policy_url", offer.PrivacyPolicyUrl);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
