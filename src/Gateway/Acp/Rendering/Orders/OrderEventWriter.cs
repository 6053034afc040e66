using System.Buffers;
using System.Text.Json;
using Acp.Deliveries;

namespace Acp.Gateway.Rendering;

/// <summary>What platforms are told of an order: that it was placed, or how it stands now, whole and never as a difference.</summary>
internal static class OrderEventWriter
{
    private const string Create = "order_create";
    private const string Update = "order_update";

    public static string NameOf(OrderMessage message) => message.TellsOfPlacing ? Create : Update;

    /// <summary>The order with everything in it.</summary>
    public static ReadOnlyMemory<byte> WriteFull(OrderMessage message, MerchantOptions merchant) =>
        Write(message, json => FullOrderWriter.Write(json, message.Order, merchant));

    /// <summary>Where the order is to be found, how it stands, and what of it was paid back; a closed object, without an id.</summary>
    public static ReadOnlyMemory<byte> WriteBrief(OrderMessage message, MerchantOptions merchant) =>
        Write(message, json => BriefOrderWriter.Write(json, message.Order, merchant));

    private static ReadOnlyMemory<byte> Write(OrderMessage message, Action<Utf8JsonWriter> writeOrder)
    {
        var buffer = new ArrayBufferWriter<byte>(2048);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("type", NameOf(message));
            json.WriteStartObject("data");
            writeOrder(json);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }
}
