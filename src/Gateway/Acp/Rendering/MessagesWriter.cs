using System.Globalization;
using System.Text.Json;
using Acp.CheckoutSessions;
using Acp.Pricing;

namespace Acp.Gateway.Rendering;

internal sealed class MessagesWriter(Vocabulary words)
{
    public void Write(Utf8JsonWriter json, CheckoutSessionView session)
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
    private static bool IsOpen(CheckoutStatus status) =>
        status is CheckoutStatus.NotReadyForPayment or CheckoutStatus.ReadyForPayment or CheckoutStatus.AuthenticationRequired;

    private void WriteObstacles(Utf8JsonWriter json, Quote quote)
    {
        foreach (var obstacle in quote.Obstacles)
        {
            WriteError(json, obstacle.Code, obstacle.Param, obstacle.Message);
        }
    }

    private void WriteRejections(Utf8JsonWriter json, Quote quote)
    {
        foreach (var rejected in quote.Rejected)
        {
            var index = quote.DiscountCodes.Index().FirstOrDefault(code => code.Item == rejected.Code).Index;
            var param = string.Create(CultureInfo.InvariantCulture, $"$.discounts.codes[{index}]");
            WriteWarning(json, MessageCodes.Of(rejected.Reason), "recoverable", param, rejected.Message);
        }
    }

    private void WriteMessage(Utf8JsonWriter json, SessionMessage message)
    {
        switch (message.Kind)
        {
            case MessageKind.Error:
                WriteError(json, message.Code, message.Param, message.Content);
                break;
            case MessageKind.Warning:
                WriteWarning(json, message.Code, null, message.Param, message.Content);
                break;
            default:
                WriteInfo(json, message.Param, message.Content);
                break;
        }
    }

    private void WriteError(Utf8JsonWriter json, string? given, string? param, string content)
    {
        var code = words.ErrorCode(given);
        WriteOne(json, "error", code, "high", MessageCodes.ResolutionOf(code), param, content);
    }

    private void WriteWarning(Utf8JsonWriter json, string? code, string? resolution, string? param, string content)
    {
        if (code is not null && words.WarningCodes.Contains(code))
        {
            WriteOne(json, "warning", code, "medium", resolution, param, content);
        }
        else
        {
            WriteInfo(json, param, content);
        }
    }

    private void WriteInfo(Utf8JsonWriter json, string? param, string content) =>
        WriteOne(json, "info", null, "info", null, param, content);

    private void WriteOne(
        Utf8JsonWriter json, string type, string? code, string severity, string? resolution, string? param, string content)
    {
        json.WriteStartObject();
        json.WriteString("type", type);
        json.WriteOptional("code", code);
        json.WriteOptional("severity", words.HasSeverity ? severity : null);
        json.WriteOptional("resolution", words.HasResolution ? resolution : null);
        json.WriteOptional("param", param is null ? null : words.Path(param));
        json.WriteString("content_type", "plain");
        json.WriteString("content", content);
        json.WriteEndObject();
    }
}
