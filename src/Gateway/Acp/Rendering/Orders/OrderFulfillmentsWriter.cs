using System.Text.Json;
using Acp.Orders;

namespace Acp.Gateway.Rendering;

/// <summary>What has left for the shopper or waits for him, and what became of it.</summary>
internal static class OrderFulfillmentsWriter
{
    public static void Write(Utf8JsonWriter json, IReadOnlyList<OrderFulfillment> fulfillments)
    {
        json.WriteStartArray("fulfillments");
        foreach (var fulfillment in fulfillments)
        {
            Write(json, fulfillment);
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, OrderFulfillment fulfillment)
    {
        json.WriteStartObject();
        json.WriteString("id", fulfillment.Id);
        json.WriteString("type", OrderNames.Of(fulfillment.Dispatch.Channel));
        json.WriteString("status", OrderNames.StatusOf(fulfillment.Status));
        OrderLinesWriter.WriteReferences(json, fulfillment.Lines);
        WriteWay(json, fulfillment.Dispatch);
        PeopleWriter.WriteAddress(json, "destination", fulfillment.Destination);
        EstimatedDelivery.Write(json, EstimatedDelivery.Of(fulfillment.Dispatch));
        json.WriteOptional("description", fulfillment.Dispatch.Description);
        WriteEvents(json, fulfillment.Events);
        json.WriteEndObject();
    }

    // The members of each channel apply to it alone.
    private static void WriteWay(Utf8JsonWriter json, Dispatch dispatch)
    {
        if (dispatch.Channel == FulfillmentChannel.Shipping)
        {
            json.WriteOptional("carrier", dispatch.Carrier);
            json.WriteOptional("tracking_number", dispatch.TrackingNumber);
            json.WriteOptional("tracking_url", WebAddress.Of(dispatch.TrackingUrl));
        }

        if (dispatch.Channel == FulfillmentChannel.Digital && WebAddress.Of(dispatch.AccessUrl) is { } access)
        {
            json.WriteStartObject("digital_delivery");
            json.WriteString("access_url", access);
            json.WriteEndObject();
        }
    }

    private static void WriteEvents(Utf8JsonWriter json, IReadOnlyList<FulfillmentEvent> events)
    {
        json.WriteStartArray("events");
        foreach (var one in events)
        {
            json.WriteStartObject();
            json.WriteString("id", one.Id);
            json.WriteString("type", OrderNames.EventOf(one.Status));
            json.WriteTime("occurred_at", one.OccurredAt);
            json.WriteOptional("description", one.Description);
            json.WriteOptional("location", one.Location);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
