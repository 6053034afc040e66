using Acp.CheckoutSessions;
using Acp.Pricing;

namespace Acp.Gateway.Reading;

/// <summary>Requests of the form that has <c>line_items</c>, capabilities and payment handlers.</summary>
internal static class LineItemsForm
{
    /// <param name="hasOrderNotes">Whether <c>order_notes</c> is a member.</param>
    public static CreateCheckoutSession ReadCreate(Field root, bool hasOrderNotes)
    {
        var body = root.Object();
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
            NotesIn(body, hasOrderNotes).OptionalText(Limits.OrderNotes))
        {
            Extensions = Extensions.Read(body["capabilities"]),
            Groups = FulfillmentGroups.ReadOptional(body["fulfillment_groups"]),
            QuoteId = body["quote_id"].OptionalText(Limits.Id),
            Attribution = Attributions.Read(body["affiliate_attribution"]),
        };
    }

    /// <param name="hasOrderNotes">Whether <c>order_notes</c> is a member.</param>
    public static UpdateCheckoutSession ReadUpdate(Field root, bool hasOrderNotes)
    {
        var body = root.Object();
        return new UpdateCheckoutSession(
            Items.ReadChange(body["line_items"]),
            body["buyer"].Change<Buyer>(Buyers.Read),
            body["fulfillment_details"].Change<FulfillmentDetails>(Destinations.Read),
            body["selected_fulfillment_options"].Change(FulfillmentSelections.Read),
            DiscountCodes.ReadChange(body),
            NotesIn(body, hasOrderNotes).Change(notes => notes.Text(Limits.OrderNotes)))
        {
            Groups = body["fulfillment_groups"].Change(FulfillmentGroups.Read),
        };
    }

    /// <param name="handler">The id of the payment handler that we declare.</param>
    /// <param name="hasOrderNotes">Whether <c>order_notes</c> is a member.</param>
    public static CompleteCheckoutSession ReadComplete(Field root, string handler, bool hasOrderNotes)
    {
        var body = root.Object();
        var token = PaymentTokens.Read(body, handler);
        RiskSignals.Check(body["risk_signals"]);
        return new CompleteCheckoutSession(
            token,
            Buyers.ReadOptional(body["buyer"]),
            Addresses.ReadOptional(body["payment_data"]["billing_address"]),
            NotesIn(body, hasOrderNotes).OptionalText(Limits.OrderNotes))
        {
            Authentication = AuthenticationResults.Read(
                body["authentication_result"], AuthenticationOutcomes.Detailed, proofIsRequired: true),
            Attribution = Attributions.Read(body["affiliate_attribution"]),
        };
    }

    private static Field NotesIn(Field body, bool hasOrderNotes) => hasOrderNotes ? body["order_notes"] : default;
}
