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
    private readonly SessionWriter writer = new(merchant.Value);

    public string Name => "2026-04-17";

    public bool RequiresIdempotencyKey => true;

    public bool MarksReplays => true;

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
            body["order_notes"].OptionalText(Limits.OrderNotes));
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
            body["order_notes"].Change(notes => notes.Text(Limits.OrderNotes)));
    }

    public CompleteCheckoutSession ReadComplete(JsonElement json)
    {
        var body = Field.Root(json).Object();
        var token = PaymentTokens.Read(body, PaymentHandler.Id);
        AuthenticationResults.RefuseFailed(body["authentication_result"]);
        return new CompleteCheckoutSession(
            token,
            Buyers.ReadOptional(body["buyer"]),
            Addresses.ReadOptional(body["payment_data"]["billing_address"]),
            body["order_notes"].OptionalText(Limits.OrderNotes));
    }

    public CancelCheckoutSession ReadCancel(JsonElement? json) =>
        new(json is { } body ? CancelReasons.Read(Field.Root(body)) : null);
}
