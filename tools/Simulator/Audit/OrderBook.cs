using System.Text.Json;
using Acp.Orders;

namespace Acp.Simulation;

/// <summary>What the stored bytes say of an order. Read as JSON, not with the product's types.</summary>
/// <param name="Placed">As text: it must never change.</param>
/// <param name="Entries">Likewise, each of them.</param>
/// <param name="Keys">Of the commands that were carried out, with what each made.</param>
internal sealed record OrderBook(
    string Id,
    string Session,
    string Platform,
    string? Intent,
    long Charged,
    IReadOnlyList<PlacedLine> Lines,
    string Placed,
    IReadOnlyList<string> Entries,
    IReadOnlyList<(string Key, string? Made)> Keys,
    IReadOnlyList<RefundBook> Refunds,
    IReadOnlyList<DisputeBook> Disputes)
{
    public int Sequence => Entries.Count + 1;

    public static OrderBook Read(ReadOnlyMemory<byte> state)
    {
        using var json = JsonDocument.Parse(state);
        var placed = json.RootElement.GetProperty("placed");
        var payment = placed.TryGetProperty("payment", out var paid) ? paid : (JsonElement?)null;
        return new OrderBook(
            placed.GetProperty("id").GetString()!,
            placed.GetProperty("session_id").GetString()!,
            placed.GetProperty("platform").GetString()!,
            payment?.GetProperty("intent_id").GetString(),
            payment?.GetProperty("amount").GetInt64() ?? 0,
            [.. List(placed, "lines").Select(PlacedLine.Read)],
            placed.GetRawText(),
            [.. List(json.RootElement, "entries").Select(entry => entry.GetRawText())],
            [.. List(json.RootElement, "commands").Select(done => (done.GetProperty("key").GetString()!, Text(done, "id")))],
            RefundBook.ReadAll(json.RootElement),
            DisputeBook.ReadAll(json.RootElement));
    }

    /// <summary>What the first entries make of it.</summary>
    /// <param name="sequence">1: as it was placed.</param>
    public OrderTale At(int sequence)
    {
        var tale = new OrderTale(Lines);
        foreach (var entry in Entries.Take(sequence - 1))
        {
            using var json = JsonDocument.Parse(entry);
            tale.Add(json.RootElement);
        }

        return tale;
    }

    public OrderTale Now() => At(Sequence);

    /// <summary>What is empty is not written.</summary>
    public static IEnumerable<JsonElement> List(JsonElement json, string name) => json.TryGetProperty(name, out var list) ? list.EnumerateArray() : [];

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var text) ? text.GetString() : null;
}

internal sealed record PlacedLine(string Id, string Product, int Quantity)
{
    public static PlacedLine Read(JsonElement quoted)
    {
        var line = quoted.GetProperty("line");
        return new(line.GetProperty("line_id").GetString()!, line.GetProperty("product").GetProperty("id").GetString()!, line.GetProperty("quantity").GetInt32());
    }
}

/// <summary>An order as its entries tell it: our own reckoning, beside the product's.</summary>
internal sealed class OrderTale(IReadOnlyList<PlacedLine> lines)
{
    private readonly Dictionary<string, Parcel> parcels = [];
    private readonly Dictionary<string, (string Status, long Amount)> refunds = [];
    private readonly Dictionary<string, string> disputes = [];
    private bool isHeld;

    public IReadOnlyList<Line> Lines { get; } = [.. lines.Select(line => new Line(line))];

    public IReadOnlyCollection<string> Parcels => parcels.Keys;

    public IReadOnlyDictionary<string, (string Status, long Amount)> Refunds => refunds;

    /// <summary>By id, each with the newest word for it.</summary>
    public IReadOnlyDictionary<string, string> Disputes => disputes;

    public long Refunded => refunds.Values.Where(refund => refund.Status == "completed").Sum(refund => refund.Amount);

    /// <summary>Null while every line is within its bounds.</summary>
    public string? OutOfBounds => Lines.FirstOrDefault(line => line is not { Left: >= 0 } || line.Left > line.Current || line.Current < 0)?.ToString();

    public OrderStatus Status
    {
        get
        {
            var (current, left) = (Lines.Sum(line => line.Current), Lines.Sum(line => line.Left));
            var arrived = parcels.Values.Where(parcel => parcel.Status == "delivered").Sum(parcel => parcel.Content.Sum(part => part.Quantity));
            return current == 0 ? OrderStatus.Canceled
                : arrived == current ? OrderStatus.Completed
                : left == current ? OrderStatus.Shipped
                : isHeld ? OrderStatus.ManualReview
                : left > 0 ? OrderStatus.Processing
                : OrderStatus.Confirmed;
        }
    }

    public void Add(JsonElement entry)
    {
        switch (entry.GetProperty("$type").GetString())
        {
            case "confirmed":
                isHeld = false;
                break;
            case "held_for_review":
                isHeld = true;
                break;
            case "fulfilled":
                Leave(entry.GetProperty("fulfillment_id").GetString()!, Quantities(entry), Beginning(entry));
                break;
            case "progressed":
                Report(entry.GetProperty("fulfillment_id").GetString()!, entry.GetProperty("status").GetString()!);
                break;
            case "canceled":
                Quantities(entry).ForEach(part => LineOf(part.Line).Current -= part.Quantity);
                break;
            case "refund_changed":
                refunds[entry.GetProperty("refund_id").GetString()!] = (entry.GetProperty("status").GetString()!, entry.GetProperty("amount").GetInt64());
                break;
            case "dispute_changed":
                disputes[entry.GetProperty("dispute_id").GetString()!] = entry.GetProperty("word").GetString()!;
                break;
            case var other:
                throw new HarnessException($"An entry is {other}, which nobody told the auditor of.");
        }

        // Whoever held it need not look at what is not there any more, or has left.
        isHeld = isHeld && Status == OrderStatus.ManualReview;
    }

    private void Leave(string id, List<(string Line, int Quantity)> content, string status)
    {
        parcels[id] = new Parcel(content, status);
        content.ForEach(part => LineOf(part.Line).Left += part.Quantity);
    }

    private void Report(string id, string status)
    {
        var parcel = parcels[id];
        if (IsBack(status) && !IsBack(parcel.Status))
        {
            parcel.Content.ForEach(part => LineOf(part.Line).Left -= part.Quantity);
        }

        parcels[id] = parcel with { Status = status };
    }

    private Line LineOf(string id) => Lines.First(line => line.Id == id);

    private static bool IsBack(string status) => status is "canceled" or "returned_to_sender";

    private static string Beginning(JsonElement entry) => entry.GetProperty("dispatch").GetProperty("channel").GetString() switch
    {
        "shipping" => "shipped",
        "pickup" => "ready_for_pickup",
        _ => "delivered",
    };

    private static List<(string Line, int Quantity)> Quantities(JsonElement entry) =>
        [.. OrderBook.List(entry, "lines").Select(part => (part.GetProperty("line_id").GetString()!, part.GetProperty("quantity").GetInt32()))];

    internal sealed class Line(PlacedLine placed)
    {
        public string Id => placed.Id;

        public string Product => placed.Product;

        public int Ordered => placed.Quantity;

        /// <summary>Ordered less what was canceled.</summary>
        public int Current { get; set; } = placed.Quantity;

        public int Left { get; set; }

        public override string ToString() => $"{Id}: {Ordered} ordered, {Current} wanted, {Left} left";
    }

    private sealed record Parcel(List<(string Line, int Quantity)> Content, string Status);
}
