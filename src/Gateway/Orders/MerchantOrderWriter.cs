using System.Buffers;
using System.Text.Json;
using Acp.Deliveries;
using Acp.Gateway.Rendering;
using Acp.Orders;

namespace Acp.Gateway.Orders;

/// <summary>
/// What the merchant's own system is told of an order: all that a confirmation, a pick list and the books need. The shape
/// is ours and grows only: OpenApi/order-webhook.json is its schema, docs/orders.md tells of it.
/// </summary>
internal static class MerchantOrderWriter
{
    public static ReadOnlyMemory<byte> Write(OrderMessage message, MerchantOptions merchant)
    {
        var order = message.Order;
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("id", message.Id);
            json.WriteString("type", OrderEventWriter.NameOf(message));
            json.WriteNumber("sequence", order.Sequence);
            json.WriteTime("created", order.UpdatedAt);
            json.WritePropertyName("data");
            WriteOrder(json, order, merchant);
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    /// <summary>The order itself, whatever tells of it.</summary>
    public static void WriteOrder(Utf8JsonWriter json, OrderSnapshot order, MerchantOptions merchant)
    {
        json.WriteStartObject();
        FullOrderWriter.Write(json, order, merchant);
        WriteOwn(json, order);
        json.WriteEndObject();
    }

    private static void WriteOwn(Utf8JsonWriter json, OrderSnapshot order)
    {
        json.WriteString("platform", order.Platform);
        json.WriteString("currency", order.Currency);
        json.WriteNumber("amount_charged", order.Charged);
        json.WriteNumber("amount_refunded", order.Refunded);
        WritePeople(json, order);
        WriteChosen(json, order.Chosen);
        WriteDiscounts(json, order.Discounts);
        WriteConsents(json, order.Consents);
        json.WriteOptional("order_notes", order.OrderNotes);
        json.WriteOptional("locale", order.Locale);
        WriteMetadata(json, order.Metadata);
        json.WriteTime("placed_at", order.PlacedAt);
        json.WriteTime("updated_at", order.UpdatedAt);
    }

    private static void WritePeople(Utf8JsonWriter json, OrderSnapshot order)
    {
        PeopleWriter.WriteBuyer(json, order.Buyer);
        PeopleWriter.WriteFulfillmentDetails(json, order.Recipient);
        PeopleWriter.WriteAddress(json, "billing_address", order.BillingAddress);
    }

    private static void WriteChosen(Utf8JsonWriter json, IReadOnlyList<Pricing.FulfillmentOption> chosen)
    {
        json.WriteStartArray("fulfillment_options");
        foreach (var option in chosen)
        {
            FulfillmentWriter.WriteOption(json, option, hasCompanies: true);
        }

        json.WriteEndArray();
    }

    private static void WriteDiscounts(Utf8JsonWriter json, IReadOnlyList<Pricing.AppliedDiscount> discounts)
    {
        json.WriteStartArray("discounts");
        foreach (var discount in discounts)
        {
            json.WriteStartObject();
            json.WriteString("code", discount.Code);
            json.WriteString("title", discount.Title);
            json.WriteNumber("amount", discount.Amount);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteConsents(Utf8JsonWriter json, IReadOnlyList<CheckoutSessions.MarketingConsent> consents)
    {
        json.WriteStartArray("marketing_consents");
        foreach (var consent in consents)
        {
            json.WriteStartObject();
            json.WriteString("channel", consent.Channel);
            json.WriteBoolean("opted_in", consent.OptedIn);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteMetadata(Utf8JsonWriter json, string? metadata)
    {
        if (metadata is not null)
        {
            json.WritePropertyName("metadata");
            json.WriteRawValue(metadata);
        }
    }
}
