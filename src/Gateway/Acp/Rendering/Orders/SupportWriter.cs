using System.Text.Json;

namespace Acp.Gateway.Rendering;

internal static class SupportWriter
{
    public static void Write(Utf8JsonWriter json, MerchantSupport? support)
    {
        if (support is null)
        {
            return;
        }

        json.WriteStartObject("support");
        json.WriteOptional("email", support.Email);
        json.WriteOptional("phone", support.Phone);
        json.WriteOptional("hours", support.Hours);
        json.WriteOptional("help_center_url", support.HelpCenterUrl);
        json.WriteEndObject();
    }
}
