using System.Buffers;
using System.Text.Json;
using Acp.CheckoutSessions;
using Acp.Gateway.Rendering;

namespace Acp.Gateway.Version20251212;

/// <summary>A session as <c>CheckoutSession</c> of 2025-12-12, a closed object.</summary>
internal sealed class SessionWriter(MerchantOptions merchant)
{
    private static readonly FlatLineItemWriter Lines = new(showsProduct: true);
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
        PaymentProviderWriter.Write(json, merchantId: null);
        json.WriteString("status", Words.All.Statuses[session.Status]);
        json.WriteString("currency", session.Currency);
    }

    private static void WriteCart(Utf8JsonWriter json, CheckoutSessionView session)
    {
        Lines.Write(json, session.Quote.Lines);
        PeopleWriter.WriteFulfillmentDetails(json, session.FulfillmentDetails.WithoutCompany());
        FlatOptionWriter.Write(json, session.Quote.Options);
        NestedSelectionWriter.Write(json, session.Quote.Selected);
        TotalsWriter.Write(json, session.Quote.Totals);
    }
}
