using System.Text.Json;
using Acp.CheckoutSessions;
using Acp.Gateway.Errors;
using Acp.Gateway.Reading;
using Acp.Gateway.Rendering;
using Acp.Pricing;
using Microsoft.Extensions.Options;
using Currencies = Acp.Gateway.Reading.Currencies;

namespace Acp.Gateway.Version20260130;

/// <summary>ACP 2026-01-30.</summary>
internal sealed class Version20260130(IOptions<MerchantOptions> merchant) : IAcpVersion
{
    private const string Date = "2026-01-30";

    private readonly NegotiatedSessionWriter writer = new(Date, Words.All, merchant.Value);

    public string Name => Date;

    public bool RequiresIdempotencyKey => false;

    public bool MarksReplays => false;

    public AcpError Fit(AcpError error) => ConflictingKeys.Fit(error, place => place);

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
            OrderNotes: null)
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
            OrderNotes: default)
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
            OrderNotes: null)
        {
            Authentication = AuthenticationResults.Read(
                body["authentication_result"], AuthenticationOutcomes.Detailed, proofIsRequired: true),
            Attribution = Attributions.Read(body["affiliate_attribution"]),
        };
    }

    public CancelCheckoutSession ReadCancel(JsonElement? json) => IntentTraces.Read(json);
}
