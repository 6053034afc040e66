using System.Text;
using System.Text.Json;

namespace Acp.Gateway.Reading;

/// <summary>
/// The members of a buyer that we echo and do not interpret. Only those the protocol knows: a reply's buyer is a
/// closed object, so what is echoed has to be checked on its way in.
/// </summary>
internal static class BuyerExtras
{
    /// <returns>A JSON object, or null where there is nothing to keep.</returns>
    public static string? Read(Field buyer)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            Copy.Text(json, buyer["customer_id"]);
            Copy.OneOf(json, buyer["account_type"], "guest", "registered", "business");
            Copy.OneOf(json, buyer["authentication_status"], "authenticated", "guest", "requires_signin");
            Copy.Object(json, buyer["company"], WriteCompany);
            Copy.Object(json, buyer["loyalty"], WriteLoyalty);
            Copy.Object(json, buyer["tax_exemption"], WriteTaxExemption);
            json.WriteEndObject();
        }

        return buffer.Length <= 2 ? null : Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static void WriteCompany(Utf8JsonWriter json, Field company)
    {
        Copy.Text(json, company["name"].Required());
        Copy.Text(json, company["tax_id"]);
        Copy.Text(json, company["department"]);
        Copy.Text(json, company["cost_center"]);
    }

    private static void WriteLoyalty(Utf8JsonWriter json, Field loyalty)
    {
        Copy.Text(json, loyalty["tier"]);
        Copy.Integer(json, loyalty["points_balance"]);
        Copy.Time(json, loyalty["member_since"]);
    }

    private static void WriteTaxExemption(Utf8JsonWriter json, Field exemption)
    {
        Copy.Text(json, exemption["certificate_id"].Required());
        Copy.OneOf(json, exemption["certificate_type"].Required(), "resale", "exempt_organization", "government");
        Copy.Texts(json, exemption["exempt_regions"]);
        Copy.Time(json, exemption["expires_at"]);
    }
}
