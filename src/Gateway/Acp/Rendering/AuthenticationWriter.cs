using System.Text.Json;
using Acp.CheckoutSessions;

namespace Acp.Gateway.Rendering;

/// <summary>What an agent needs to run 3-D Secure for a payment that waits for it.</summary>
internal static class AuthenticationWriter
{
    public const string Required = "authentication_required";

    /// <summary>Never true without the acquirer's details: metadata is not invented, and the status is nothing without it.</summary>
    public static bool IsShown(CheckoutSessionView session, MerchantOptions merchant, Vocabulary words) =>
        session.Status == CheckoutStatus.AuthenticationRequired && words.ShowsAuthentication && merchant.Authentication is not null;

    public static void Write(Utf8JsonWriter json, CheckoutSessionView session, MerchantOptions merchant, Vocabulary words)
    {
        if (!IsShown(session, merchant, words) || merchant.Authentication is not { } known)
        {
            return;
        }

        json.WriteStartObject("authentication_metadata");
        WriteAcquirer(json, known);
        json.WriteString("directory_server", known.DirectoryServer);
        WriteFlow(json, known.FlowPreference);
        json.WriteEndObject();
    }

    private static void WriteAcquirer(Utf8JsonWriter json, MerchantAuthentication known)
    {
        json.WriteStartObject("acquirer_details");
        json.WriteString("acquirer_bin", known.AcquirerBin);
        json.WriteString("acquirer_country", known.AcquirerCountry);
        json.WriteString("acquirer_merchant_id", known.AcquirerMerchantId);
        json.WriteString("merchant_name", known.MerchantName);
        json.WriteOptional("requestor_id", known.RequestorId);
        json.WriteEndObject();
    }

    private static void WriteFlow(Utf8JsonWriter json, string? preference)
    {
        if (preference?.Split(':') is not [var flow, .. var kind])
        {
            return;
        }

        json.WriteStartObject("flow_preference");
        json.WriteString("type", flow);
        if (kind is [var only])
        {
            json.WriteStartObject(flow);
            json.WriteString("type", only);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
