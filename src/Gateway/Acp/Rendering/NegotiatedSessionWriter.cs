using System.Buffers;
using System.Text.Json;
using Acp.CheckoutSessions;

namespace Acp.Gateway.Rendering;

/// <summary>
/// A session of the shape that has capabilities, totals on every line, and flat selections. That object is closed:
/// every member here is one it has, and what we do not know is left out rather than sent as null.
/// </summary>
/// <param name="version">As in the API-Version header.</param>
internal sealed class NegotiatedSessionWriter(string version, Vocabulary words, MerchantOptions merchant)
{
    private readonly MessagesWriter messages = new(words);

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
        json.WriteString("version", version);
        json.WriteEndObject();
        CapabilitiesWriter.Write(json, session, merchant, words);
        PeopleWriter.WriteBuyer(json, session.Buyer);
        json.WriteString("status", StatusOf(session));
        json.WriteString("currency", session.Currency);
        json.WriteOptional("locale", session.Locale);
        json.WriteOptional("timezone", session.Timezone);
        json.WriteOptional("quote_id", session.QuoteId);
    }

    private string StatusOf(CheckoutSessionView session) =>
        AuthenticationWriter.IsShown(session, merchant, words) ? AuthenticationWriter.Required : words.Statuses[session.Status];

    private void WriteCart(Utf8JsonWriter json, CheckoutSessionView session)
    {
        LineItemWriter.Write(json, session.Quote.Lines);
        PeopleWriter.WriteFulfillmentDetails(json, words.HasCompanies ? session.FulfillmentDetails : session.FulfillmentDetails.WithoutCompany());
        FulfillmentWriter.WriteOptions(json, session.Quote.Options, words);
        FulfillmentWriter.WriteSelected(json, session.Quote.Selected);
        FulfillmentGroupsWriter.Write(json, session.Groups, words);
        TotalsWriter.Write(json, session.Quote.Totals);
        DiscountsWriter.Write(json, session);
        messages.Write(json, session);
    }

    private void WriteTail(Utf8JsonWriter json, CheckoutSessionView session)
    {
        LinksWriter.Write(json, merchant, words);
        AuthenticationWriter.Write(json, session, merchant, words);
        WriteOffers(json, session);
        json.WriteTime("created_at", session.CreatedAt);
        json.WriteTime("updated_at", session.UpdatedAt);
        json.WriteTime("expires_at", session.ExpiresAt);
        WriteMetadata(json, session.Metadata);
        OrderWriter.Write(json, session, merchant, words);
    }

    private void WriteOffers(Utf8JsonWriter json, CheckoutSessionView session)
    {
        if (words.HasMarketingConsents)
        {
            MarketingConsentsWriter.WriteOptions(json, session, merchant);
        }

        json.WriteOptional("continue_url", session.IsOver() ? null : merchant.ContinueUrlOf(session));
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
