using System.Globalization;
using System.Text.Json;
using Acp.CheckoutSessions;
using Acp.Pricing;

namespace Acp.Gateway.Rendering;

internal static class DiscountsWriter
{
    public const string Extension = "discount";

    /// <summary>By its codes, or by the agent's word that it understands the extension, of whichever version.</summary>
    public static bool IsActive(CheckoutSessionView session) =>
        session.Quote.DiscountCodes.Count > 0 || session.Extensions.Any(name => name.Split('@')[0] == Extension);

    public static void Write(Utf8JsonWriter json, CheckoutSessionView session)
    {
        var quote = session.Quote;
        if (!IsActive(session))
        {
            return;
        }

        json.WriteStartObject("discounts");
        json.WriteTexts("codes", quote.DiscountCodes);
        json.WriteStartArray("applied");
        foreach (var (i, applied) in quote.Applied.Index())
        {
            WriteApplied(json, applied, i, session.Currency);
        }

        json.WriteEndArray();
        WriteRejected(json, quote.Rejected);
        json.WriteEndObject();
    }

    private static void WriteApplied(Utf8JsonWriter json, AppliedDiscount applied, int index, string currency)
    {
        json.WriteStartObject();
        json.WriteString("id", string.Create(CultureInfo.InvariantCulture, $"discount_{index + 1}"));
        json.WriteString("code", applied.Code);
        WriteCoupon(json, applied, currency);
        json.WriteNumber("amount", applied.Amount);
        WriteAllocations(json, applied.LineAllocations);
        json.WriteEndObject();
    }

    private static void WriteCoupon(Utf8JsonWriter json, AppliedDiscount applied, string currency)
    {
        json.WriteStartObject("coupon");
        json.WriteString("id", applied.Code);
        json.WriteString("name", applied.Title);
        if (applied.PercentOffPpm is { } ppm)
        {
            json.WriteNumber("percent_off", ppm / 10_000m);
        }

        if (applied.AmountOff is { } amount)
        {
            json.WriteNumber("amount_off", amount);
            json.WriteString("currency", currency);
        }

        json.WriteEndObject();
    }

    private static void WriteAllocations(Utf8JsonWriter json, IReadOnlyList<long> byLine)
    {
        json.WriteStartArray("allocations");
        foreach (var (i, amount) in byLine.Index().Where(line => line.Item > 0))
        {
            json.WriteStartObject();
            json.WriteString("path", string.Create(CultureInfo.InvariantCulture, $"$.line_items[{i}]"));
            json.WriteNumber("amount", amount);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteRejected(Utf8JsonWriter json, IReadOnlyList<RejectedDiscount> rejected)
    {
        json.WriteStartArray("rejected");
        foreach (var discount in rejected)
        {
            json.WriteStartObject();
            json.WriteString("code", discount.Code);
            json.WriteString("reason", MessageCodes.Of(discount.Reason));
            json.WriteString("message", discount.Message);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
