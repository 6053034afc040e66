using System.Text.Json;
using Acp.CheckoutSessions;
using Acp.Gateway.Errors;
using Acp.Gateway.Reading;
using Acp.Gateway.Rendering;
using Acp.Pricing;
using Microsoft.Extensions.Options;
using Currencies = Acp.Gateway.Reading.Currencies;

namespace Acp.Gateway.Version20260417;

/// <summary>ACP 2026-04-17.</summary>
internal sealed class Version20260417(IOptions<MerchantOptions> merchant) : IAcpVersion
{
    private const string Date = "2026-04-17";

    private readonly NegotiatedSessionWriter writer = new(Date, Words.All, merchant.Value);

    public string Name => Date;

    public bool RequiresIdempotencyKey => true;

    public bool MarksReplays => true;

    public bool ServesPlainCallers => true;

    public AcpError Fit(AcpError error) => error;

    public ReadOnlyMemory<byte> Render(CheckoutSessionView session) => writer.Write(session);

    public CreateCheckoutSession ReadCreate(JsonElement json)
    {
        var body = Field.Root(json).Object();
        return new CreateCheckoutSession(
            Items.Read(body["line_items"].Required()),
            Currencies.Read(body["currency"]),
            Buyers.ReadOptional(body["buyer"]),
            Destinations.ReadOptional(body["fulfillment_details"]),
            DiscountCodes.Read(body),
            Interventions.Read(body["capabilities"]),
            body["locale"].OptionalText(Limits.Text),
            body["timezone"].OptionalText(Limits.Text),
            Metadata.Read(body["metadata"]),
            body["order_notes"].OptionalText(Limits.OrderNotes))
        {
            Extensions = Extensions.Read(body["capabilities"]),
            Groups = FulfillmentGroups.ReadOptional(body["fulfillment_groups"]),
            QuoteId = body["quote_id"].OptionalText(Limits.Id),
            Attribution = Attributions.Read(body["affiliate_attribution"]),
        };
    }

    public UpdateCheckoutSession ReadUpdate(JsonElement json)
    {
        var body = Field.Root(json).Object();
        return new UpdateCheckoutSession(
            Items.ReadChange(body["line_items"]),
            body["buyer"].Change<Buyer>(Buyers.Read),
            body["fulfillment_details"].Change<FulfillmentDetails>(Destinations.Read),
            body["selected_fulfillment_options"].Change(FulfillmentSelections.Read),
            DiscountCodes.ReadChange(body),
            body["order_notes"].Change(notes => notes.Text(Limits.OrderNotes)))
        {
            Groups = body["fulfillment_groups"].Change(FulfillmentGroups.Read),
        };
    }

    public CompleteCheckoutSession ReadComplete(JsonElement json)
    {
        var body = Field.Root(json).Object();
        var token = PaymentTokens.Read(body, PaymentHandler.Id);
        RiskSignals.Check(body["risk_signals"]);
        return new CompleteCheckoutSession(
            token,
            Buyers.ReadOptional(body["buyer"]),
            Addresses.ReadOptional(body["payment_data"]["billing_address"]),
            body["order_notes"].OptionalText(Limits.OrderNotes))
        {
            Authentication = AuthenticationResults.Read(
                body["authentication_result"], AuthenticationOutcomes.Detailed, proofIsRequired: true),
            Attribution = Attributions.Read(body["affiliate_attribution"]),
            Consents = MarketingConsents.Read(body["marketing_consents"], merchant.Value.MarketingConsents),
        };
    }

    public CancelCheckoutSession ReadCancel(JsonElement? json) => IntentTraces.Read(json);
}
