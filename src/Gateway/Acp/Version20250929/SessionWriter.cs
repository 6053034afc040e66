using System.Buffers;
using System.Text.Json;
using Acp.CheckoutSessions;
using Acp.Gateway.Rendering;
using Acp.Pricing;

namespace Acp.Gateway.Version20250929;

/// <summary>
/// A session as <c>CheckoutSession</c> of 2025-09-29, a closed object. Its schema forgot the order that a completed one
/// must have; the order is written as the later schemas have it.
/// </summary>
internal sealed class SessionWriter(MerchantOptions merchant)
{
    private static readonly FlatLineItemWriter Lines = new(showsProduct: false);
    private static readonly MessagesWriter Messages = new(Words.All);

    public ReadOnlyMemory<byte> Write(CheckoutSessionView any)
    {
        var session = SentGoods.Shown(any);
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            WriteHead(json, session);
            WriteCart(json, session);
            Messages.Write(json, session);
            LinksWriter.Write(json, merchant, Words.All);
            OrderReferenceWriter.Write(json, session, merchant);
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    private static void WriteHead(Utf8JsonWriter json, CheckoutSessionView session)
    {
        json.WriteString("id", session.Id);
        NamedBuyerWriter.Write(json, session.Buyer);
        PaymentProviderWriter.WriteNamed(json);
        json.WriteString("status", Words.All.Statuses[session.Status]);
        json.WriteString("currency", session.Currency);
    }

    private static void WriteCart(Utf8JsonWriter json, CheckoutSessionView session)
    {
        Lines.Write(json, session.Quote.Lines);
        PeopleWriter.WriteAddress(json, "fulfillment_address", session.FulfillmentDetails?.Address.WithoutCompany());
        FlatOptionWriter.Write(json, session.Quote.Options);
        json.WriteOptional("fulfillment_option_id", OptionOfAll(session.Quote));
        TotalsWriter.Write(json, session.Quote.Totals);
    }

    /// <returns>Null where not all items go the same way: one id would say that they do.</returns>
    private static string? OptionOfAll(Quote quote) =>
        SentGoods.Of(quote.Selected) is [var choice] && quote.Lines.All(line => Names(choice, line.Line)) ? choice.OptionId : null;

    private static bool Names(SelectedFulfillment choice, CartLine line) =>
        choice.ItemIds.Contains(line.LineId) || choice.ItemIds.Contains(line.Product.Id);
}
