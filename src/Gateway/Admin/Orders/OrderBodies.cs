using System.Globalization;
using System.Text.Json;
using Acp.Gateway.Reading;
using Acp.Gateway.Rendering;
using Acp.Orders;

namespace Acp.Gateway.Admin.Orders;

/// <summary>
/// Reads what is to be done with an order. A member that is not known is refused: where lines that are absent mean all of
/// them, a misspelt one would ship, or cancel, or pay back everything.
/// </summary>
internal static class OrderBodies
{
    /// <summary>Characters of a reason or a carrier's word.</summary>
    private const int Reason = 500;
    private const int Url = 2_000;
    private const int Text = 255;

    private static readonly string[] FulfillmentMembers =
        ["id", "lines", "type", "carrier", "trackingNumber", "trackingUrl", "earliestDelivery", "latestDelivery", "accessUrl", "description"];

    private static readonly (string Word, FulfillmentStatus Value)[] Statuses =
        [.. Enum.GetValues<FulfillmentStatus>().Select(status => (OrderNames.EventOf(status), status))];

    private static readonly (string Word, FulfillmentChannel Value)[] Channels =
        [.. Enum.GetValues<FulfillmentChannel>().Select(channel => (OrderNames.Of(channel), channel))];

    public static OrderCommand Hold(HttpRequest request, Field body) => new OrderCommand.HoldForReview(body.OnlyKnown("reason")["reason"].RequiredText(Reason));

    public static OrderCommand Cancel(HttpRequest request, Field body) => new OrderCommand.Cancel(Lines(body.OnlyKnown("lines", "reason")["lines"]), body["reason"].RequiredText(Reason));

    public static OrderCommand Note(HttpRequest request, Field body) => new OrderCommand.Note(body.OnlyKnown("text")["text"].RequiredText(Limits.Text));

    public static OrderCommand Progress(HttpRequest request, Field body) => new OrderCommand.Progress(
        (string)request.RouteValues["fulfillment"]!,
        OneOf(body.OnlyKnown("status", "description", "location")["status"].Required(), Statuses),
        body["description"].OptionalText(Reason),
        body["location"].OptionalText(Text));

    public static OrderCommand Fulfill(HttpRequest request, Field body) => new OrderCommand.Fulfill(
        body.OnlyKnown(FulfillmentMembers)["id"].HasValue ? Id(body["id"]) : null,
        Lines(body["lines"]),
        new Dispatch(
            OneOf(body["type"].Required(), Channels),
            body["carrier"].OptionalText(Text),
            body["trackingNumber"].OptionalText(Text),
            Address(body["trackingUrl"]),
            Time(body["earliestDelivery"]),
            Latest(body["latestDelivery"], Time(body["earliestDelivery"])),
            Address(body["accessUrl"]),
            body["description"].OptionalText(Reason)));

    /// <summary>Absent: all that is left. An empty list is refused: whoever found nothing to list does not mean everything.</summary>
    public static IReadOnlyList<LineQuantity> Lines(Field lines)
    {
        if (!lines.HasValue)
        {
            return [];
        }

        var named = lines.List(Limits.Items, line => new LineQuantity(line.Object().OnlyKnown("id", "quantity")["id"].RequiredText(Limits.Id), Quantity(line["quantity"].Required())));
        return named.Count > 0 ? named : throw lines.Fault("invalid_value", "must name a line, or be left out where all of them are meant");
    }

    private static int Quantity(Field quantity) =>
        quantity.Json.ValueKind == JsonValueKind.Number && quantity.Json.TryGetInt32(out var number) && number is >= 1 and <= Limits.Quantity
            ? number
            : throw quantity.Fault("invalid_quantity", string.Create(CultureInfo.InvariantCulture, $"must be a whole number from 1 to {Limits.Quantity}"));

    // It stands in paths.
    private static string Id(Field id)
    {
        var text = id.RequiredText(Text);
        return text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.')
            ? text
            : throw id.Fault("invalid_value", "must be letters, digits, '_', '-' and '.' only");
    }

    private static string? Address(Field url)
    {
        var text = url.OptionalText(Url);
        return text is null || WebAddress.Of(text) is not null ? text : throw url.Fault("invalid_value", "must be an absolute http or https URL that names no user");
    }

    private static DateTimeOffset? Time(Field time) => time.OptionalText(Text) is not { } text ? null
        : Rfc3339.TryParse(text, out var at) ? at
        : throw time.Fault("invalid_value", "must be an RFC 3339 time");

    private static DateTimeOffset? Latest(Field time, DateTimeOffset? earliest) =>
        Time(time) is var latest && latest < earliest ? throw time.Fault("invalid_value", "must not be before earliestDelivery") : latest;

    private static T OneOf<T>(Field field, (string Word, T Value)[] words)
    {
        var word = field.OneOf([.. words.Select(it => it.Word)]);
        return words.First(it => it.Word == word).Value;
    }
}
