using System.Buffers;
using System.Text.Json;
using Acp.CheckoutSessions;
using Acp.Gateway.Rendering;

namespace Acp.Gateway.Version20260417;

/// <summary>
/// A session as <c>CheckoutSession</c> of 2026-04-17. That object is closed: every member here is one it has, and
/// what we do not know is left out rather than sent as null.
/// </summary>
internal sealed class SessionWriter(MerchantOptions merchant)
{
    private static readonly MessagesWriter Messages = new(Words.All);

    public ReadOnlyMemory<byte> Write(CheckoutSessionView session)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            WriteHead(json, session);
            WriteCart(json, session);
            WriteTail(json, session);
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    private void WriteHead(Utf8JsonWriter json, CheckoutSessionView session)
    {
        json.WriteString("id", session.Id);
        json.WriteStartObject("protocol");
        json.WriteString("version", "2026-04-17");
        json.WriteEndObject();
        CapabilitiesWriter.Write(json, session, merchant);
        PeopleWriter.WriteBuyer(json, session.Buyer);
        json.WriteString("status", Words.All.Statuses[session.Status]);
        json.WriteString("currency", session.Currency);
        json.WriteOptional("locale", session.Locale);
        json.WriteOptional("timezone", session.Timezone);
    }

    private static void WriteCart(Utf8JsonWriter json, CheckoutSessionView session)
    {
        LineItemWriter.Write(json, session.Quote.Lines);
        PeopleWriter.WriteFulfillmentDetails(json, session.FulfillmentDetails);
        FulfillmentWriter.WriteOptions(json, session.Quote.Options);
        FulfillmentWriter.WriteSelected(json, session.Quote.Selected);
        TotalsWriter.Write(json, session.Quote.Totals);
        DiscountsWriter.Write(json, session);
        Messages.Write(json, session);
    }

    private void WriteTail(Utf8JsonWriter json, CheckoutSessionView session)
    {
        LinksWriter.Write(json, merchant, Words.All);
        json.WriteTime("created_at", session.CreatedAt);
        json.WriteTime("updated_at", session.UpdatedAt);
        json.WriteTime("expires_at", session.ExpiresAt);
        WriteMetadata(json, session.Metadata);
        OrderWriter.Write(json, session, merchant);
    }

    private static void WriteMetadata(Utf8JsonWriter json, string? metadata)
    {
        if (metadata is not null)
        {
            json.WritePropertyName("metadata");
            json.WriteRawValue(metadata);
        }
    }
}
