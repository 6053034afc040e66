using System.Diagnostics;
using System.Text.Json;
using Acp.Orders;

namespace Acp.Gateway.Admin.Orders;

/// <summary>What of an order's money went back, as the merchant's people see it; free of the provider's ids.</summary>
internal static class RefundJson
{
    /// <summary>All of it, oldest first, and what remains.</summary>
    public static byte[] Render(OrderRecord order) => AdminJson.Render(json =>
    {
        json.WriteStartObject();
        WriteSums(json, order);
        json.WriteStartArray("refunds");
        foreach (var refund in order.Money.Refunds)
        {
            Write(json, refund);
        }

        json.WriteEndArray();
        json.WriteStartArray("disputes");
        foreach (var dispute in order.Money.Disputes)
        {
            Write(json, dispute);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    /// <summary>One that was made, and what remains.</summary>
    public static byte[] Render(OrderRecord order, OrderRefund refund) => AdminJson.Render(json =>
    {
        json.WriteStartObject();
        WriteSums(json, order);
        json.WritePropertyName("refund");
        Write(json, refund);
        json.WriteEndObject();
    });

    private static void WriteSums(Utf8JsonWriter json, OrderRecord order)
    {
        var shown = order.Snapshot();
        json.WriteString("order", shown.Id);
        json.WriteString("currency", shown.Currency);
        json.WriteNumber("charged", shown.Charged);
        json.WriteNumber("refunded", shown.Refunded);
        json.WriteNumber("remaining", RefundAmounts.Remaining(order));
    }

    private static void Write(Utf8JsonWriter json, OrderRefund refund)
    {
        json.WriteStartObject();
        json.WriteString("id", refund.Id);
        json.WriteString("status", StatusOf(refund.State));
        json.WriteNumber("amount", refund.Amount);
        json.WriteStartArray("lines");
        foreach (var line in refund.Lines)
        {
            json.WriteStartObject();
            json.WriteString("id", line.LineId);
            json.WriteNumber("quantity", line.Quantity);
            json.WriteNumber("amount", line.Amount);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("reason", refund.Reason is { } reason ? Snake(reason.ToString()) : null);
        json.WriteString("description", refund.Description);
        json.WriteBoolean("elsewhere", refund.Number is null);
        json.WriteString("failure", (refund.State as RefundState.Failed)?.Why);
        json.WriteTime("begunAt", refund.BegunAt);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, OrderDispute dispute)
    {
        json.WriteStartObject();
        json.WriteString("id", dispute.Id);
        json.WriteString("status", dispute.Word);
        json.WriteString("stage", Snake(dispute.Stage.ToString()));
        json.WriteNumber("amount", dispute.Amount);
        json.WriteString("reason", dispute.Reason);
        json.WriteTime("openedAt", dispute.OpenedAt);
        json.WriteEndObject();
    }

    private static string StatusOf(RefundState state) => state switch
    {
        RefundState.Sending => "unknown",
        RefundState.Pending => "pending",
        RefundState.Succeeded => "completed",
        RefundState.Failed => "failed",
        _ => throw new UnreachableException($"Unhandled {state}."),
    };

    private static string Snake(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
}
