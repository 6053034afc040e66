using System.Diagnostics;
using System.Text.Json;
using Acp.Orders;

namespace Acp.Gateway.Rendering;

/// <summary>An order as those versions tell of it that know neither lines nor parcels of it. docs/orders.md has the table.</summary>
internal static class BriefOrderWriter
{
    public static void Write(Utf8JsonWriter json, OrderSnapshot order, MerchantOptions merchant)
    {
        json.WriteString("type", "order");
        json.WriteString("checkout_session_id", order.SessionId);
        json.WriteString("permalink_url", merchant.PermalinkOf(order.Id));
        json.WriteString("status", StatusOf(order.Status));
        json.WriteStartArray("refunds");
        foreach (var refund in order.Adjustments.Where(IsPaidBack))
        {
            Write(json, refund.Amount!.Value);
        }

        json.WriteEndArray();
    }

    private static bool IsPaidBack(OrderAdjustment adjustment) =>
        adjustment is { Kind: AdjustmentKind.Refund, Status: AdjustmentStatus.Completed, Amount: not null };

    private static void Write(Utf8JsonWriter json, long amount)
    {
        json.WriteStartObject();
        json.WriteString("type", "original_payment"); // Nothing is ever credited otherwise.
        json.WriteNumber("amount", amount);
        json.WriteEndObject();
    }

    // «shipped» would be said of parts that have not left: until all of it has, it is confirmed.
    private static string StatusOf(OrderStatus status) => status switch
    {
        OrderStatus.Confirmed or OrderStatus.Processing => "confirmed",
        OrderStatus.ManualReview => "manual_review",
        OrderStatus.Shipped => "shipped",
        OrderStatus.Completed => "fulfilled",
        OrderStatus.Canceled => "canceled",
        _ => throw new UnreachableException($"Unhandled {status}."),
    };
}
