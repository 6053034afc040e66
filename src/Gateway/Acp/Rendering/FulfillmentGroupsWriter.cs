using System.Text.Json;
using Acp.Pricing;

namespace Acp.Gateway.Rendering;

internal static class FulfillmentGroupsWriter
{
    public static void Write(Utf8JsonWriter json, IReadOnlyList<FulfillmentGroup> groups, Vocabulary words)
    {
        if (groups.Count == 0)
        {
            return;
        }

        json.WriteStartArray("fulfillment_groups");
        foreach (var group in groups)
        {
            Write(json, group, words);
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, FulfillmentGroup group, Vocabulary words)
    {
        json.WriteStartObject();
        json.WriteString("id", group.Id);
        json.WriteTexts("item_ids", group.ItemIds);
        json.WriteString("destination_type", FulfillmentNames.Of(group.Type));
        PeopleWriter.WriteFulfillmentDetails(json, words.HasCompanies ? group.Details : group.Details.WithoutCompany());
        json.WriteOptional("location_id", group.LocationId);
        json.WriteOptional("instructions", group.Instructions);
        json.WriteEndObject();
    }
}
