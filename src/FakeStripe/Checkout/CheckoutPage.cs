using System.Text.Json;

namespace Acp.Fakes;

/// <summary>A hosted page on which a shopper pays: Stripe's checkout session.</summary>
internal sealed class CheckoutPage(string id, CheckoutParameters asked, Caller by, DateTimeOffset created)
{
    public const string Open = "open";
    public const string Complete = "complete";
    public const string Expired = "expired";

    public string Id { get; } = id;

    public CheckoutParameters Asked { get; } = asked;

    public Caller By { get; } = by;

    public DateTimeOffset Created { get; } = created;

    public string Status { get; set; } = Open;

    /// <summary>Null until the shopper has tried to pay.</summary>
    public Intent? Intent { get; set; }

    public string? Session => Asked.Metadata.GetValueOrDefault("acp_session");

    public string PaymentStatus => (Intent, Asked.Total) switch
    {
        ({ Status: "succeeded" }, _) => "paid",
        (_, 0) => "no_payment_required",
        _ => "unpaid",
    };

    /// <summary>As the browser sees it: below whichever address the fake's pages are served at.</summary>
    public string Path => $"/c/pay/{Id}";

    /// <param name="pages">Where the pages are served, without a slash at its end.</param>
    /// <param name="expandsIntent">Whether the intent is shown itself, not by its id.</param>
    public Outcome Shown(string pages, bool expandsIntent = false) =>
        new(200, Json.Write(json => WriteMembers(json, pages, expandsIntent)), Status) { IntentId = Intent?.Id, Session = Session };

    public void WriteMembers(Utf8JsonWriter json, string pages, bool expandsIntent = false)
    {
        json.WriteString("id", Id);
        json.WriteString("object", "checkout.session");
        json.WriteNumber("amount_subtotal", Asked.Subtotal);
        json.WriteNumber("amount_total", Asked.Total);
        json.WriteString("cancel_url", Asked.CancelUrl);
        json.WriteString("client_reference_id", Asked.ClientReference);
        json.WriteSeconds("created", Created);
        json.WriteString("currency", Asked.Currency);
        json.WriteSeconds("expires_at", Asked.ExpiresAt);
        json.WriteBoolean("livemode", false);
        json.WriteMap("metadata", Asked.Metadata);
        json.WriteString("mode", "payment");
        WriteIntent(json, expandsIntent);
        json.WriteString("payment_status", PaymentStatus);
        WriteShipping(json);
        json.WriteString("status", Status);
        json.WriteString("success_url", Asked.SuccessUrl);
        WriteTotals(json);
        json.WriteString("url", Status == Open ? pages + Path : null);
    }

    private void WriteIntent(Utf8JsonWriter json, bool expands)
    {
        if (Intent is { } intent && expands)
        {
            json.WritePropertyName("payment_intent");
            intent.WriteObject(json);
        }
        else
        {
            json.WriteString("payment_intent", Intent?.Id);
        }
    }

    private void WriteShipping(Utf8JsonWriter json)
    {
        if (Asked.Shipped is not { } shipped)
        {
            json.WriteNull("shipping_cost");
            return;
        }

        json.WriteStartObject("shipping_cost");
        json.WriteNumber("amount_subtotal", shipped.Amount);
        json.WriteNumber("amount_tax", 0);
        json.WriteNumber("amount_total", shipped.Amount);
        json.WriteString("shipping_rate", string.Concat("shr_", Id.AsSpan("cs_test_".Length)));
        json.WriteEndObject();
    }

    private void WriteTotals(Utf8JsonWriter json)
    {
        json.WriteStartObject("total_details");
        json.WriteNumber("amount_discount", 0);
        json.WriteNumber("amount_shipping", Asked.Shipped?.Amount ?? 0);
        json.WriteNumber("amount_tax", 0); // Tax comes as a line.
        json.WriteEndObject();
    }
}
