using System.Text.Json;
using Acp.Attention;
using Acp.Store;

namespace Acp.Gateway.Admin.Attention;

/// <summary>A contradiction as people see it, with what it asks of them.</summary>
internal static class ContradictionJson
{
    public static byte[] Render(Contradiction contradiction) => AdminJson.Render(json => Write(json, contradiction));

    public static void Write(Utf8JsonWriter json, MarkedState marked) => Write(json, StateCodec.Decode<Contradiction>(marked.State.Span));

    public static void Write(Utf8JsonWriter json, Contradiction contradiction)
    {
        json.WriteStartObject();
        json.WriteString("id", contradiction.Id);
        json.WriteString("session", contradiction.Session);
        json.WriteString("kind", AttentionItems.Word(contradiction.Kind));
        json.WriteString("what", Sentence(contradiction.Kind));
        json.WriteString("paymentIntent", contradiction.Intent);
        json.WriteAmount("attempt", contradiction.Attempt);
        json.WriteAmount("amount", contradiction.Amount);
        json.WriteString("currency", contradiction.Currency);
        json.WriteTime("since", contradiction.FoundAt);
        json.WriteTime("settledAt", contradiction.End?.At);
        json.WriteString("settledBy", contradiction.End?.By);
        json.WriteString("reason", contradiction.End?.Reason);
        json.WriteEndObject();
    }

    public static string Sentence(ContradictionKind kind) => kind switch
    {
        ContradictionKind.StrayCharge =>
            "A payment at the provider bears this session's name and succeeded, but is not its charge. Compare it with the provider and refund it there if it is not owed.",
        ContradictionKind.LostChargeOfOtherTotal =>
            "The provider holds a charge of this session that its record had lost, and it is not for the session's total. Compare and refund it there if it is not owed.",
        ContradictionKind.PageOfOtherTotal =>
            "The provider's page collected another amount than the session's total, and no order was placed. Refund it there, or agree with the buyer.",
        ContradictionKind.UnknownSuccess =>
            "The provider told of a success of an attempt that this session's record does not know. Compare the session with the provider.",
        ContradictionKind.PageRefundFailed =>
            "What a closed page collected could not be given back. Refund it at the provider.",
        _ => "Compare the session with the provider.",
    };
}
