using Acp.CheckoutSessions;
using Acp.Pricing;

namespace Acp.Gateway.Reading;

/// <summary>Requests that ask for <c>items</c>, send them all by one option to one <c>fulfillment_address</c>. They name no currency.</summary>
internal static class AddressForm
{
    /// <param name="currency">The merchant's, ISO 4217 in lower case.</param>
    public static CreateCheckoutSession ReadCreate(Field body, string currency) => new(
        Items.ReadCounted(body.Object()["items"].Required()),
        currency,
        Buyers.ReadNamedOptional(body["buyer"]),
        body["fulfillment_address"] is { HasValue: true } address ? ReadDestination(address) : null,
        DiscountCodes: [],
        Interventions: [],
        Locale: null,
        Timezone: null,
        Metadata: null,
        OrderNotes: null);

    public static UpdateCheckoutSession ReadUpdate(Field body) => new(
        Items.ReadCountedChange(body.Object()["items"]),
        body["buyer"].Change<Buyer>(Buyers.ReadNamed),
        FulfillmentDetails: default,
        body["fulfillment_option_id"].Change(OptionForAll.Read),
        DiscountCodes: default,
        OrderNotes: default)
    {
        Destination = body["fulfillment_address"].Change<Address>(ReadAddress),
    };

    private static FulfillmentDetails ReadDestination(Field address) =>
        new(Name: null, PhoneNumber: null, Email: null, ReadAddress(address));

    private static Address ReadAddress(Field address) => Addresses.Read(address.Object());
}
