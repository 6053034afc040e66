using System.Text.Json;
using Acp.Pricing;

namespace Acp.Gateway.Rendering;

internal static class PickupWriter
{
    public static void Write(Utf8JsonWriter json, PickupTerms pickup, bool hasCompanies)
    {
        json.WriteStartObject("location");
        json.WriteString("name", pickup.LocationName);
        PeopleWriter.WriteAddress(json, "address", hasCompanies ? pickup.Address : pickup.Address.WithoutCompany());
        json.WriteOptional("phone", pickup.Phone);
        json.WriteOptional("instructions", pickup.Instructions);
        json.WriteEndObject();
        json.WriteString("pickup_type", FulfillmentNames.Of(pickup.Type));
        json.WriteOptional("ready_by", pickup.ReadyBy);
        json.WriteOptional("pickup_by", pickup.PickupBy);
    }
}
