using System.Text.Json;

namespace Acp.Storm;

/// <summary>What a storm needs to know of a checkout session.</summary>
/// <param name="Total">Minor units; null where the reply has no total.</param>
/// <param name="Options">The fulfillment options on offer: type and id.</param>
/// <param name="Quantity">Of the first line; null where there is none.</param>
internal sealed record SessionView(
    string Id, string Status, string? Order, long? Total, string? Handler, IReadOnlyList<(string Type, string Id)> Options, string? Message,
    int? Quantity = null)
{
    public bool IsReady => Status == "ready_for_payment";

    public bool IsCompleted => Status == "completed";

    public bool IsCanceled => Status == "canceled";

    /// <returns>Null where the body is no session, such as ACP's error object.</returns>
    public static (SessionView? Session, string? Code) Read(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            return root.ValueKind != JsonValueKind.Object ? (null, null)
                : Text(root, "id") is { } id && Text(root, "status") is { } status ? (Of(root, id, status), null)
                : (null, Text(root, "code"));
        }
        catch (JsonException)
        {
            return (null, null);
        }
    }

    private static SessionView Of(JsonElement root, string id, string status) => new(
        id,
        status,
        root.TryGetProperty("order", out var order) ? Text(order, "id") : null,
        Each(root, "totals").Where(total => Text(total, "type") == "total").Select(Amount).FirstOrDefault(),
        Handlers(root).Select(handler => Text(handler, "id")).FirstOrDefault(),
        [.. Each(root, "fulfillment_options").Select(option => (Text(option, "type") ?? "shipping", Text(option, "id") ?? ""))],
        Each(root, "messages").Select(message => Text(message, "content")).FirstOrDefault(),
        Each(root, "line_items").Select(QuantityOf).FirstOrDefault());

    private static int? QuantityOf(JsonElement line) =>
        line.TryGetProperty("quantity", out var quantity) && quantity.ValueKind == JsonValueKind.Number && quantity.TryGetInt32(out var value) ? value : null;

    private static IEnumerable<JsonElement> Handlers(JsonElement root) =>
        root.TryGetProperty("capabilities", out var capabilities) && capabilities.ValueKind == JsonValueKind.Object
        && capabilities.TryGetProperty("payment", out var payment) ? Each(payment, "handlers") : [];

    private static long? Amount(JsonElement total) =>
        total.TryGetProperty("amount", out var amount) && amount.ValueKind == JsonValueKind.Number && amount.TryGetInt64(out var value) ? value : null;

    private static IEnumerable<JsonElement> Each(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var array) && array.ValueKind == JsonValueKind.Array
            ? array.EnumerateArray().Where(entry => entry.ValueKind == JsonValueKind.Object)
            : [];

    private static string? Text(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
