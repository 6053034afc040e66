using System.Buffers;
using System.Text.Json;
using Acp.CheckoutSessions;
using Acp.Gateway.Rendering;

namespace Acp.Gateway.Version20260116;

/// <summary>A session as <c>CheckoutSession</c> of 2026-01-16, a closed object.</summary>
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

    private void WriteHead(Utf8JsonWriter json, CheckoutSessionView session)
    {
        json.WriteString("id", session.Id);
        NamedBuyerWriter.Write(json, session.Buyer);
        PaymentProviderWriter.Write(json, merchant.MerchantId);
        WriteAuthenticationProvider(json);
        json.WriteString("status", Words.All.Statuses[session.Status]);
        json.WriteString("currency", session.Currency);
    }

    private static void WriteCart(Utf8JsonWriter json, CheckoutSessionView session)
    {
        Lines.Write(json, session.Quote.Lines);
        PeopleWriter.WriteFulfillmentDetails(json, session.FulfillmentDetails.WithoutCompany());
        FulfillmentWriter.WriteOptions(json, SentGoods.Of(session.Quote.Options), Words.All);
        NestedSelectionWriter.Write(json, session.Quote.Selected);
        TotalsWriter.Write(json, session.Quote.Totals);
    }

    private void WriteAuthenticationProvider(Utf8JsonWriter json)
    {
        if (merchant.Authentication is null)
        {
            return;
        }

        json.WriteStartObject("authentication_provider");
        json.WriteString("provider", PaymentProviderWriter.Provider);
        json.WriteString("merchant_id", merchant.MerchantId);
        json.WriteTexts("supported_authentication_methods", ["3ds"]);
        json.WriteEndObject();
    }
}
