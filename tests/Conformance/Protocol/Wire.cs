using System.Text.Json;
using System.Text.Json.Nodes;

namespace Acp.Conformance.Protocol;

/// <summary>How one version writes what an agent asks and where it answers. Requests are valid by the version's own schema.</summary>
internal sealed record Wire
{
    public required string Version { get; init; }

    /// <summary>The member of a create or an update that holds what is bought.</summary>
    public required string Items { get; init; }

    /// <summary>Whether create names the currency and the agent's capabilities.</summary>
    public required bool Negotiates { get; init; }

    public required DestinationShape Destination { get; init; }

    public required SelectionShape Selection { get; init; }

    public required PaymentShape Payment { get; init; }

    public required LineShape Line { get; init; }

    public required OptionShape Option { get; init; }

    public bool IsFrom(string version) => string.CompareOrdinal(Version, version) >= 0;

    public JsonObject Create(ShopFacts shop, params IReadOnlyList<(string Id, int Quantity)> items)
    {
        var body = new JsonObject { [Items] = ItemsOf(items) };
        if (Negotiates)
        {
            body["currency"] = shop.Currency;
            body["capabilities"] = new JsonObject { ["interventions"] = new JsonObject { ["supported"] = new JsonArray("3ds") } };
        }

        return body;
    }

    // The newer request item has no quantity by its schema, and every text around it has one: it is sent where it matters only.
    public JsonArray ItemsOf(IReadOnlyList<(string Id, int Quantity)> items) =>
        [.. items.Select(item => Negotiates && item.Quantity == 1
            ? new JsonObject { ["id"] = item.Id }
            : new JsonObject { ["id"] = item.Id, ["quantity"] = item.Quantity })];

    public static JsonObject Buyer(string email = "ada@example.com") =>
        new() { ["first_name"] = "Ada", ["last_name"] = "Lovelace", ["email"] = email, ["phone_number"] = "15551234567" };
}

/// <summary>Where a session's destination stands, in requests and answers alike.</summary>
/// <param name="Member">The member of the body.</param>
/// <param name="Nested">Whether the address stands inside of further details.</param>
internal sealed record DestinationShape(string Member, bool Nested)
{
    public void Write(JsonObject body, JsonObject address) => body[Member] = Nested
        ? new JsonObject { ["name"] = "Ada Lovelace", ["email"] = "ada@example.com", ["phone_number"] = "15551234567", ["address"] = address }
        : address;

    public JsonElement AddressOf(JsonElement session) => Nested ? session.At(Member, "address") : session.At(Member);
}

/// <summary>How an option is chosen.</summary>
internal abstract record SelectionShape(string Member)
{
    public abstract JsonNode Choose(string type, string option, IEnumerable<string> items);

    /// <returns>Ids of the options that an answer says are chosen.</returns>
    public abstract IReadOnlyList<string> ChosenIn(JsonElement session);

    /// <summary>One id for the whole cart.</summary>
    internal sealed record Single() : SelectionShape("fulfillment_option_id")
    {
        public override JsonNode Choose(string type, string option, IEnumerable<string> items) => JsonValue.Create(option);

        public override IReadOnlyList<string> ChosenIn(JsonElement session) => session.At(Member).Text() is { } id ? [id] : [];
    }

    /// <summary>Each choice below the name of its kind.</summary>
    internal sealed record Nested() : SelectionShape("selected_fulfillment_options")
    {
        public override JsonNode Choose(string type, string option, IEnumerable<string> items) => new JsonArray(new JsonObject
        {
            ["type"] = type,
            [type] = new JsonObject { ["option_id"] = option, ["item_ids"] = Ids(items) },
        });

        public override IReadOnlyList<string> ChosenIn(JsonElement session) =>
            [.. session.At(Member).List().Select(choice => choice.At(choice.At("type").Text() ?? "", "option_id").Text() ?? "")];
    }

    internal sealed record Flat() : SelectionShape("selected_fulfillment_options")
    {
        public override JsonNode Choose(string type, string option, IEnumerable<string> items) =>
            new JsonArray(new JsonObject { ["type"] = type, ["option_id"] = option, ["item_ids"] = Ids(items) });

        public override IReadOnlyList<string> ChosenIn(JsonElement session) =>
            [.. session.At(Member).List().Select(choice => choice.At("option_id").Text() ?? "")];
    }

    private static JsonArray Ids(IEnumerable<string> items) => [.. items.Select(item => (JsonNode)item)];
}

/// <summary>How a token is handed over.</summary>
/// <param name="TokenPlace">Where it stands, as an error names it.</param>
internal abstract record PaymentShape(string TokenPlace)
{
    public abstract JsonObject Pay(string token);

    /// <summary>A payment that names another way to pay than the shop declares.</summary>
    public abstract JsonObject PayOtherwise(string token);

    internal sealed record Provider() : PaymentShape("$.payment_data.token")
    {
        public override JsonObject Pay(string token) => new() { ["token"] = token, ["provider"] = "stripe" };

        public override JsonObject PayOtherwise(string token) => new() { ["token"] = token, ["provider"] = "nobody" };
    }

    internal sealed record Handler(string Id) : PaymentShape("$.payment_data.instrument.credential.token")
    {
        public override JsonObject Pay(string token) => With(Id, token);

        public override JsonObject PayOtherwise(string token) => With("undeclared_handler", token);

        private static JsonObject With(string handler, string token) => new()
        {
            ["handler_id"] = handler,
            ["instrument"] = new JsonObject { ["type"] = "card", ["credential"] = new JsonObject { ["type"] = "spt", ["token"] = token } },
        };
    }
}

/// <summary>Where a line says its quantity and its money.</summary>
/// <param name="Totals">Whether its money is a list of totals, or five members.</param>
internal sealed record LineShape(bool Totals)
{
    private static readonly (string Member, string Type)[] Five =
        [("base_amount", "items_base_amount"), ("discount", "items_discount"), ("subtotal", "subtotal"), ("tax", "tax"), ("total", "total")];

    public JsonElement Quantity(JsonElement line) => Totals ? line.At("quantity") : line.At("item", "quantity");

    /// <returns>Minor units by type of total; null where one is no whole number.</returns>
    public IReadOnlyDictionary<string, long?> Money(JsonElement line) => Totals
        ? Sums.Of(line.At("totals"))
        : Five.Where(pair => line.At(pair.Member).Exists()).ToDictionary(pair => pair.Type, pair => line.At(pair.Member).Whole());
}

/// <summary>Where an option says what it costs.</summary>
internal sealed record OptionShape(bool Totals)
{
    /// <returns>Minor units; null where it is not said.</returns>
    public long? Total(JsonElement option) => Totals ? Sums.Of(option.At("totals")).GetValueOrDefault("total") : option.At("total").Whole();
}

internal static class Sums
{
    public static IReadOnlyDictionary<string, long?> Of(JsonElement totals) => totals.List()
        .GroupBy(total => total.At("type").Text() ?? "", StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => group.First().At("amount").Whole(), StringComparer.Ordinal);
}
