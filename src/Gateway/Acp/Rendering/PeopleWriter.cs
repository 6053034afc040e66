using System.Text.Json;
using Acp.Pricing;

namespace Acp.Gateway.Rendering;

internal static class PeopleWriter
{
    public static void WriteBuyer(Utf8JsonWriter json, Buyer? buyer)
    {
        if (buyer is null)
        {
            return;
        }

        json.WriteStartObject("buyer");
        json.WriteString("email", buyer.Email);
        json.WriteOptional("first_name", buyer.FirstName);
        json.WriteOptional("last_name", buyer.LastName);
        json.WriteOptional("full_name", buyer.FullName);
        json.WriteOptional("phone_number", buyer.PhoneNumber);
        WriteExtras(json, buyer.Extras);
        json.WriteEndObject();
    }

    public static void WriteFulfillmentDetails(Utf8JsonWriter json, FulfillmentDetails? details)
    {
        if (details is null)
        {
            return;
        }

        json.WriteStartObject("fulfillment_details");
        json.WriteOptional("name", details.Name);
        json.WriteOptional("phone_number", details.PhoneNumber);
        json.WriteOptional("email", details.Email);
        WriteAddress(json, "address", details.Address);
        json.WriteEndObject();
    }

    public static void WriteAddress(Utf8JsonWriter json, string member, Address? address)
    {
        if (address is null)
        {
            return;
        }

        json.WriteStartObject(member);
        json.WriteString("name", address.Name);
        json.WriteString("line_one", address.LineOne);
        json.WriteOptional("line_two", address.LineTwo);
        json.WriteString("city", address.City);
        json.WriteString("state", address.State);
        json.WriteString("country", address.Country);
        json.WriteString("postal_code", address.PostalCode);
        json.WriteOptional("company", address.Company);
        json.WriteEndObject();
    }

    private static void WriteExtras(Utf8JsonWriter json, string? extras)
    {
        if (extras is null)
        {
            return;
        }

        using var parsed = JsonDocument.Parse(extras);
        foreach (var member in parsed.RootElement.EnumerateObject())
        {
            member.WriteTo(json);
        }
    }
}
