using System.Text.Json;

namespace Acp.Fakes;

/// <summary>What only the issuer sees of a token.</summary>
internal sealed class Issuance(Caller by, IssueParameters asked)
{
    private const string ActionPage = "https://hooks.stripe.com/redirect/authenticate/";

    public Caller By { get; } = by;

    /// <summary>The shopper must act before the token can be charged.</summary>
    public bool RequiresAction { get; set; }

    public string StatusOf(GrantedToken token) =>
        token.Reason is not null ? "deactivated" : RequiresAction ? "requires_action" : "active";

    /// <param name="intentId">The payment that used it: in events only.</param>
    public void WriteMembers(Utf8JsonWriter json, GrantedToken token, string? intentId = null)
    {
        json.WriteString("id", token.Id);
        json.WriteString("object", "shared_payment.issued_token");
        json.WriteSeconds("created", token.Created);
        json.WriteSeconds("deactivated_at", token.DeactivatedAt);
        json.WriteString("deactivated_reason", token.Reason);
        json.WriteBoolean("livemode", false);
        WriteNextAction(json, token);
        if (intentId is not null)
        {
            json.WriteString("payment_intent", intentId);
        }

        json.WriteString("payment_method", asked.Method);
        json.WriteString("return_url", asked.ReturnUrl);
        token.WriteRisk(json);
        json.WriteStartObject("seller_details");
        json.WriteString("external_id", asked.ExternalId);
        json.WriteString("network_business_profile", asked.SellerProfile);
        json.WriteEndObject();
        json.WriteString("setup_future_usage", asked.SetupFutureUsage);
        json.WriteMap("shared_metadata", token.SharedMetadata);
        json.WriteString("status", StatusOf(token));
        token.WriteUsage(json);
        json.WriteBoolean("use_stripe_sdk", asked.UsesSdk);
    }

    private void WriteNextAction(Utf8JsonWriter json, GrantedToken token)
    {
        if (StatusOf(token) != "requires_action")
        {
            json.WriteNull("next_action");
            return;
        }

        json.WriteStartObject("next_action");
        json.WriteString("type", asked.UsesSdk ? "use_stripe_sdk" : "redirect_to_url");
        json.WriteStartObject(asked.UsesSdk ? "use_stripe_sdk" : "redirect_to_url");
        json.WriteString(asked.UsesSdk ? "value" : "url", asked.UsesSdk ? token.Id : ActionPage + token.Id);
        if (!asked.UsesSdk)
        {
            json.WriteString("return_url", asked.ReturnUrl);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }
}
