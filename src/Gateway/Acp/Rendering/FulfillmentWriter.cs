using System.Diagnostics;
using System.Text.Json;
using Acp.Pricing;

namespace Acp.Gateway.Rendering;

internal static class FulfillmentWriter
{
    public static void WriteOptions(Utf8JsonWriter json, IReadOnlyList<FulfillmentOption> options)
    {
        json.WriteStartArray("fulfillment_options");
        foreach (var option in options)
        {
            WriteOption(json, option);
        }

        json.WriteEndArray();
    }

    public static void WriteSelected(Utf8JsonWriter json, IReadOnlyList<SelectedFulfillment> selected)
    {
        json.WriteStartArray("selected_fulfillment_options");
        foreach (var selection in selected)
        {
            json.WriteStartObject();
            json.WriteString("type", NameOf(selection.Type));
            json.WriteString("option_id", selection.OptionId);
            json.WriteTexts("item_ids", selection.ItemIds);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteOption(Utf8JsonWriter json, FulfillmentOption option)
    {
        json.WriteStartObject();
        json.WriteString("type", NameOf(option.Type));
        json.WriteString("id", option.Id);
        json.WriteString("title", option.Title);
        json.WriteOptional("description", option.Description);
        if (option.Type == FulfillmentType.Shipping)
        {
            WriteCarriage(json, option);
        }

        json.WriteStartArray("totals");
        TotalsWriter.WriteOne(json, "fulfillment", option.Title, option.Amount);
        TotalsWriter.WriteOne(json, "tax", "Tax", option.Tax);
        TotalsWriter.WriteOne(json, "total", option.Title, checked(option.Amount + option.Tax));
        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void WriteCarriage(Utf8JsonWriter json, FulfillmentOption option)
    {
        json.WriteOptional("carrier", option.Carrier);
        if (option.EarliestDelivery is { } earliest)
        {
            json.WriteTime("earliest_delivery_time", earliest);
        }

        if (option.LatestDelivery is { } latest)
        {
            json.WriteTime("latest_delivery_time", latest);
        }
    }

    public static string NameOf(FulfillmentType type) => type switch
    {
        FulfillmentType.Shipping => "shipping",
        FulfillmentType.Digital => "digital",
        _ => throw new UnreachableException($"Unhandled {type}."),
    };
}
