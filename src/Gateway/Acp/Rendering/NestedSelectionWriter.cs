using System.Text.Json;
using Acp.Pricing;

namespace Acp.Gateway.Rendering;

/// <summary>Selections that lie in a member named after their type.</summary>
internal static class NestedSelectionWriter
{
    public static void Write(Utf8JsonWriter json, IReadOnlyList<SelectedFulfillment> selected)
    {
        json.WriteStartArray("selected_fulfillment_options");
        foreach (var choice in SentGoods.Of(selected))
        {
            var type = FulfillmentNames.Of(choice.Type);
            json.WriteStartObject();
            json.WriteString("type", type);
            json.WriteStartObject(type);
            json.WriteString("option_id", choice.OptionId);
            json.WriteTexts("item_ids", choice.ItemIds);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
