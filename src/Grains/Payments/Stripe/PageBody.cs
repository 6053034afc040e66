using System.Globalization;

namespace Acp.Payments.Stripe;

/// <summary>
/// The body of a hosted page. What could change its total (<c>automatic_tax</c>, promotion codes, adjustable quantities) is
/// left off on purpose: tax comes as a line and discounts in the lines' prices, which are never negative.
/// </summary>
internal static class PageBody
{
    // Stripe's own limits (api/checkout/sessions/create).
    private const int LongestName = 250;
    private const int LongestShippingName = 100;
    private const int LongestReference = 200;

    public static byte[] Write(StripeOptions options, PageOrder order)
    {
        var form = new StripeForm()
            .Add("mode", "payment")
            .Add("success_url", order.SuccessUrl.AbsoluteUri)
            .Add("cancel_url", order.CancelUrl.AbsoluteUri)
            .Add("expires_at", order.ExpiresAt.ToUnixTimeSeconds());
        foreach (var (index, line) in order.Lines.Index())
        {
            AddLine(form, $"line_items[{index.ToString(CultureInfo.InvariantCulture)}]", line, order.Currency);
        }

        AddShipping(form, order);
        AddShopper(form, order);
        AddFee(form, options, order);
        return form
            .Add($"metadata[{ChargeBody.Session}]", order.Session)
            .Add($"metadata[{ChargeBody.Attempt}]", order.Attempt)
            .Add($"payment_intent_data[metadata][{ChargeBody.Session}]", order.Session)
            .Add($"payment_intent_data[metadata][{ChargeBody.Attempt}]", order.Attempt)
            .ToBytes();
    }

    /// <summary>Whether a page is the one these bytes ask for, whatever it collects. A reply for another one proves nothing about ours.</summary>
    public static bool AsksFor(ReadOnlySpan<byte> body, StripePageFacts page)
    {
        var fields = StripeForm.Read(body);
        return fields.GetValueOrDefault($"metadata[{ChargeBody.Session}]") == page.Session
            && fields.GetValueOrDefault($"metadata[{ChargeBody.Attempt}]") == page.Attempt;
    }

    // A price that the quantity does not divide is one of the whole line.
    private static void AddLine(StripeForm form, string at, PageLine line, string currency)
    {
        var isWhole = line.Quantity > 0 && line.Amount % line.Quantity == 0;
        var name = isWhole ? line.Name : string.Create(CultureInfo.InvariantCulture, $"{line.Quantity} × {line.Name}");
        form.Add($"{at}[quantity]", isWhole ? line.Quantity : 1)
            .Add($"{at}[price_data][currency]", currency)
            .Add($"{at}[price_data][unit_amount]", isWhole ? line.Amount / line.Quantity : line.Amount)
            .Add($"{at}[price_data][product_data][name]", Cut(name, LongestName));
    }

    private static void AddShipping(StripeForm form, PageOrder order)
    {
        const string Rate = "shipping_options[0][shipping_rate_data]";
        if (order.Shipping is { } shipping)
        {
            form.Add($"{Rate}[type]", "fixed_amount")
                .Add($"{Rate}[display_name]", Cut(shipping.Name, LongestShippingName))
                .Add($"{Rate}[fixed_amount][amount]", shipping.Amount)
                .Add($"{Rate}[fixed_amount][currency]", order.Currency);
        }
    }

    private static void AddShopper(StripeForm form, PageOrder order)
    {
        if (order.Session.Length <= LongestReference)
        {
            form.Add("client_reference_id", order.Session);
        }

        if (order.Email is { } email)
        {
            form.Add("customer_email", email);
        }
    }

    private static void AddFee(StripeForm form, StripeOptions options, PageOrder order)
    {
        if (PlatformFee.Of(options, order.Amount, order.Currency) is > 0 and var fee)
        {
            form.Add("payment_intent_data[application_fee_amount]", fee);
        }
    }

    // Never in the middle of a character that takes two.
    private static string Cut(string text, int most) =>
        text.Length <= most ? text : char.IsHighSurrogate(text[most - 1]) ? text[..(most - 1)] : text[..most];
}
