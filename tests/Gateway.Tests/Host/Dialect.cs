using System.Text.Json;
using System.Text.Json.Nodes;

namespace Acp.Gateway.Tests.Host;

/// <summary>The same wish in the words of each version, as its schema has them.</summary>
internal sealed record Dialect(string Version)
{
    private const string FirstWithDetails = "2025-12-12";
    private const string FirstWithCurrency = "2026-01-30";
    private const string FirstWithStrictKeys = "2026-04-17";

    private static readonly JsonNode Address = JsonNode.Parse("""
        {"name":"Jane Doe","line_one":"1 Main St","city":"New York","state":"NY","country":"US","postal_code":"10001"}
        """)!;

    public static TheoryData<string> Each => Versions.Each;

    /// <summary>Whether requests name a currency, lines have a list of totals, and a payment has a handler.</summary>
    public bool NamesCurrency => IsFrom(FirstWithCurrency);

    /// <summary>Whether goods go to <c>fulfillment_details</c>, each by its own option.</summary>
    public bool HasDetails => IsFrom(FirstWithDetails);

    /// <summary>Whether a key is required, and another body under it is no conflict but a mistake.</summary>
    public bool IsStrictAboutKeys => IsFrom(FirstWithStrictKeys);

    public string Items => NamesCurrency ? "line_items" : "items";

    public string Create(params IEnumerable<string> items) => Create(items, toHome: true);

    public string Create(IEnumerable<string> items, bool toHome)
    {
        var body = new JsonObject { [Items] = ItemsOf(items) };
        if (NamesCurrency)
        {
            (body["currency"], body["capabilities"]) = ("usd", new JsonObject());
        }

        if (toHome)
        {
            body[Destination.Name] = Destination.Value;
        }

        return body.ToJsonString();
    }

    /// <summary>Where goods go, in the version's member.</summary>
    public (string Name, JsonNode Value) Destination => HasDetails
        ? ("fulfillment_details", new JsonObject { ["name"] = "Jane Doe", ["address"] = Address.DeepClone() })
        : ("fulfillment_address", Address.DeepClone());

    public string Change(params IEnumerable<string> items) => new JsonObject { [Items] = ItemsOf(items) }.ToJsonString();

    public string Choose(string option, params string[] items)
    {
        JsonNode choice = new JsonObject { ["option_id"] = option, ["item_ids"] = JsonSerializer.SerializeToNode(items) };
        var selection = NamesCurrency ? Flat(choice) : new JsonObject { ["type"] = "shipping", ["shipping"] = choice };
        return (HasDetails
            ? new JsonObject { ["selected_fulfillment_options"] = new JsonArray(selection) }
            : new JsonObject { ["fulfillment_option_id"] = option }).ToJsonString();
    }

    public string Complete(string token)
    {
        var credential = new JsonObject { ["type"] = "spt", ["token"] = token };
        var payment = NamesCurrency
            ? new JsonObject { ["handler_id"] = "card_tokenized", ["instrument"] = new JsonObject { ["type"] = "card", ["credential"] = credential } }
            : new JsonObject { ["token"] = token, ["provider"] = "stripe" };
        payment["billing_address"] = Address.DeepClone();
        return new JsonObject { ["payment_data"] = payment, ["buyer"] = Buyer() }.ToJsonString();
    }

    public static JsonObject Buyer() => new() { ["first_name"] = "Jane", ["last_name"] = "Doe", ["email"] = "jane@example.com" };

    /// <summary>The option that everything of a session is sent by; null where none is shown.</summary>
    public string? Chosen(JsonElement session) => !HasDetails
        ? session.TryGetProperty("fulfillment_option_id", out var id) ? id.GetString() : null
        : session.GetProperty("selected_fulfillment_options").EnumerateArray()
            .Select(choice => (NamesCurrency ? choice : choice.GetProperty(choice.GetProperty("type").GetString()!)).GetProperty("option_id").GetString())
            .SingleOrDefault();

    public long LineTotal(JsonElement line) => NamesCurrency
        ? line.GetProperty("totals").EnumerateArray().Single(total => total.GetProperty("type").GetString() == "total").GetProperty("amount").GetInt64()
        : line.GetProperty("total").GetInt64();

    public int Quantity(JsonElement line) => (NamesCurrency ? line : line.GetProperty("item")).GetProperty("quantity").GetInt32();

    public string InProgress => NamesCurrency ? "complete_in_progress" : "in_progress";

    public override string ToString() => Version;

    private bool IsFrom(string first) => string.CompareOrdinal(Version, first) >= 0;

    private static JsonObject Flat(JsonNode choice)
    {
        choice["type"] = "shipping";
        return choice.AsObject();
    }

    private static JsonArray ItemsOf(IEnumerable<string> items) =>
        [.. items.CountBy(item => item).Select(item => new JsonObject { ["id"] = item.Key, ["quantity"] = item.Value })];
}
