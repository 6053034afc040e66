using System.Text.Json;
using Acp.Pricing;

namespace Acp.Gateway.Rendering;

/// <summary>Ways to get the goods, as the versions write them that know all four.</summary>
internal static class FulfillmentWriter
{
    public static void WriteOptions(Utf8JsonWriter json, IReadOnlyList<FulfillmentOption> options, Vocabulary words)
    {
        json.WriteStartArray("fulfillment_options");
        foreach (var option in options)
        {
            WriteOption(json, option, words.HasCompanies);
        }

        json.WriteEndArray();
    }

    /// <param name="hasCompanies">Whether an address may name a company.</param>
    public static void WriteOption(Utf8JsonWriter json, FulfillmentOption option, bool hasCompanies)
    {
        json.WriteStartObject();
        json.WriteString("type", FulfillmentNames.Of(option.Type));
        json.WriteString("id", option.Id);
        json.WriteString("title", option.Title);
        json.WriteOptional("description", option.Description);
        WriteTerms(json, option, hasCompanies);
        json.WriteStartArray("totals");
        TotalsWriter.WriteOne(json, "fulfillment", option.Title, option.Amount);
        TotalsWriter.WriteOne(json, "tax", "Tax", option.Tax);
        TotalsWriter.WriteOne(json, "total", option.Title, checked(option.Amount + option.Tax));
        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void WriteSelected(Utf8JsonWriter json, IReadOnlyList<SelectedFulfillment> selected)
    {
        json.WriteStartArray("selected_fulfillment_options");
        foreach (var selection in selected)
        {
            json.WriteStartObject();
            json.WriteString("type", FulfillmentNames.Of(selection.Type));
            json.WriteString("option_id", selection.OptionId);
            json.WriteTexts("item_ids", selection.ItemIds);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static void WriteCarriage(Utf8JsonWriter json, FulfillmentOption option)
    {
        json.WriteOptional("carrier", option.Carrier);
        json.WriteOptional("earliest_delivery_time", option.EarliestDelivery);
        json.WriteOptional("latest_delivery_time", option.LatestDelivery);
    }

    private static void WriteTerms(Utf8JsonWriter json, FulfillmentOption option, bool hasCompanies)
    {
        if (option.Type == FulfillmentType.Shipping)
        {
            WriteCarriage(json, option);
        }

        if (option.Pickup is { } pickup)
        {
            PickupWriter.Write(json, pickup, hasCompanies);
        }

        if (option.LocalDelivery is { } delivery)
        {
            LocalDeliveryWriter.Write(json, delivery);
        }
    }
}
