using System.Globalization;
using System.Text.Json;
using Acp.CheckoutSessions;

namespace Acp.Gateway.Reading;

/// <summary>Reads <c>line_items</c>. Names and amounts in them are not even looked at: the catalog is the price authority.</summary>
internal static class Items
{
    public static IReadOnlyList<RequestedItem> Read(Field items) => items.NonEmptyList(Limits.Items, ReadItem);

    /// <summary>On update: a supplied array replaces the stored one, and a session without items is one to cancel.</summary>
    public static Change<IReadOnlyList<RequestedItem>> ReadChange(Field items) =>
        items.IsAbsent ? default : Change.To(Read(items.Required()));

    /// <summary>For versions in which every item tells how many of it.</summary>
    public static IReadOnlyList<RequestedItem> ReadCounted(Field items) => items.NonEmptyList(Limits.Items, ReadCountedItem);

    public static Change<IReadOnlyList<RequestedItem>> ReadCountedChange(Field items) =>
        items.IsAbsent ? default : Change.To(ReadCounted(items.Required()));

    private static RequestedItem ReadItem(Field item) =>
        new(item.Object()["id"].RequiredText(Limits.Id), ReadQuantity(item["quantity"]));

    private static RequestedItem ReadCountedItem(Field item) =>
        new(item.Object()["id"].RequiredText(Limits.Id), ReadQuantity(item["quantity"].Required()));

    private static int ReadQuantity(Field quantity)
    {
        if (!quantity.HasValue)
        {
            return 1;
        }

        return quantity.Json.ValueKind == JsonValueKind.Number
            && quantity.Json.TryGetDecimal(out var number)
            && number is >= 1 and <= Limits.Quantity
            && decimal.IsInteger(number)
            ? (int)number
            : throw quantity.Fault("invalid_quantity", string.Create(CultureInfo.InvariantCulture, $"must be a whole number from 1 to {Limits.Quantity}"));
    }
}
