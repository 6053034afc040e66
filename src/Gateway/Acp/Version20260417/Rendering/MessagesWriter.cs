using System.Globalization;
using System.Text.Json;
using Acp.CheckoutSessions;
using Acp.Pricing;

namespace Acp.Gateway.Version20260417.Rendering;

internal static class MessagesWriter
{
    public static void Write(Utf8JsonWriter json, CheckoutSessionView session)
    {
        json.WriteStartArray("messages");
        if (IsOpen(session.Status))
        {
            WriteObstacles(json, session.Quote);
            WriteRejections(json, session.Quote);
        }

        foreach (var message in session.Messages)
        {
            WriteMessage(json, message);
        }

        json.WriteEndArray();
    }

    // What a cart lacks is of no use to anyone once it cannot be changed any more.
    private static bool IsOpen(CheckoutStatus status) => status is CheckoutStatus.NotReadyForPayment or CheckoutStatus.ReadyForPayment;

    private static void WriteObstacles(Utf8JsonWriter json, Quote quote)
    {
        foreach (var obstacle in quote.Obstacles)
        {
            WriteError(json, MessageCodes.Error(obstacle.Code), obstacle.Param, obstacle.Message);
        }
    }

    private static void WriteRejections(Utf8JsonWriter json, Quote quote)
    {
        foreach (var rejected in quote.Rejected)
        {
            var index = quote.DiscountCodes.Index().FirstOrDefault(code => code.Item == rejected.Code).Index;
            var param = string.Create(CultureInfo.InvariantCulture, $"$.discounts.codes[{index}]");
            WriteOne(json, "warning", MessageCodes.Of(rejected.Reason), "medium", "recoverable", param, rejected.Message);
        }
    }

    private static void WriteMessage(Utf8JsonWriter json, SessionMessage message)
    {
        switch (message.Kind)
        {
            case MessageKind.Error:
                WriteError(json, MessageCodes.Error(message.Code), message.Param, message.Content);
                break;
            case MessageKind.Warning when MessageCodes.IsWarning(message.Code):
                WriteOne(json, "warning", message.Code, "medium", null, message.Param, message.Content);
                break;
            default:
                WriteOne(json, "info", null, "info", null, message.Param, message.Content);
                break;
        }
    }

    private static void WriteError(Utf8JsonWriter json, string code, string? param, string content) =>
        WriteOne(json, "error", code, "high", MessageCodes.ResolutionOf(code), param, content);

    private static void WriteOne(
        Utf8JsonWriter json, string type, string? code, string severity, string? resolution, string? param, string content)
    {
        json.WriteStartObject();
        json.WriteString("type", type);
        json.WriteOptional("code", code);
        json.WriteString("severity", severity);
        json.WriteOptional("resolution", resolution);
        json.WriteOptional("param", param);
        json.WriteString("content_type", "plain");
        json.WriteString("content", content);
        json.WriteEndObject();
    }
}
