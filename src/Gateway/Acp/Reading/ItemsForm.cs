using Acp.CheckoutSessions;
using Acp.Pricing;

namespace Acp.Gateway.Reading;

/// <summary>
/// Requests that ask for <c>items</c>, send them by <c>fulfillment_details</c> and pay with a token of a named provider.
/// They name no currency.
/// </summary>
internal static class ItemsForm
{
    /// <param name="currency">The merchant's, ISO 4217 in lower case.</param>
    public static CreateCheckoutSession ReadCreate(Field body, string currency) => new(
        Items.ReadCounted(body.Object()["items"].Required()),
        currency,
        Buyers.ReadNamedOptional(body["buyer"]),
        Destinations.ReadOptional(body["fulfillment_details"]),
        DiscountCodes: [],
        Interventions: [],
        Locale: null,
        Timezone: null,
        Metadata: null,
        OrderNotes: null)
    {
        Attribution = Attributions.Read(body["affiliate_attribution"]),
    };

    public static UpdateCheckoutSession ReadUpdate(Field body) => new(
        Items.ReadCountedChange(body.Object()["items"]),
        body["buyer"].Change<Buyer>(Buyers.ReadNamed),
        body["fulfillment_details"].Change<FulfillmentDetails>(Destinations.Read),
        body["selected_fulfillment_options"].Change(ReadDeliveries),
        DiscountCodes: default,
        OrderNotes: default);

    /// <param name="provider">The payment provider that sessions declare.</param>
    /// <param name="outcomes">The words for how a 3-D Secure challenge can end.</param>
    public static CompleteCheckoutSession ReadComplete(
        Field body, string provider, IReadOnlyDictionary<string, AuthenticationOutcome> outcomes, bool proofIsRequired = false) =>
        ReadPayment(body, provider) with
        {
            Authentication = AuthenticationResults.Read(body["authentication_result"], outcomes, proofIsRequired),
            Attribution = Attributions.Read(body["affiliate_attribution"]),
        };

    // The others are not among the options that a session of this form lists.
    private static IReadOnlyList<SelectedFulfillment> ReadDeliveries(Field selections)
    {
        var read = FulfillmentSelections.ReadNested(selections);
        return read.All(choice => choice.Type is FulfillmentType.Shipping or FulfillmentType.Digital)
            ? read
            : throw selections.Fault("invalid_fulfillment_option", "must be of the types shipping and digital");
    }

    /// <summary>A complete that tells nothing but who pays and with what.</summary>
    public static CompleteCheckoutSession ReadPayment(Field body, string provider) => new(
        PaymentTokens.ReadOfProvider(body.Object(), provider),
        Buyers.ReadNamedOptional(body["buyer"]),
        Addresses.ReadOptional(body["payment_data"]["billing_address"]),
        OrderNotes: null);
}
