using System.Globalization;

namespace Acp.Orders;

/// <summary>The sentences of the refusals that an order itself gives.</summary>
internal static class OrderRefusals
{
    private const string ShippedParam = "$.lines";

    public static readonly OrderRefusal Canceled = new(OrderRule.OrderCanceled, "This order is canceled: nothing is left of it to fulfill.");

    public static readonly OrderRefusal NothingToHold = new(OrderRule.OrderCompleted, "All of this order has left: there is nothing to hold.");

    public static readonly OrderRefusal UnderReview = new(
        OrderRule.UnderReview, "This order is held for review. Confirm it first, or cancel it.");

    public static readonly OrderRefusal TooManyEntries = new(
        OrderRule.TooManyEntries, "This order has changed so often that it holds no more, but for what becomes of its money.");

    public static readonly OrderRefusal NothingLeft = new(
        OrderRule.QuantityExceeded, "All that is left of this order has left already: 0 remain.", ShippedParam);

    public static OrderRefusal UnknownLine(int index) => new(
        OrderRule.UnknownLine, "This order has no such line.", At(index, "id"));

    public static OrderRefusal AmbiguousLine(int index) => new(
        OrderRule.UnknownLine, "The order has this item in several lines: name the line.", At(index, "id"));

    /// <param name="left">How many of it can still leave or be canceled.</param>
    public static OrderRefusal QuantityExceeded(int index, string line, int left) => new(
        OrderRule.QuantityExceeded, Text($"Of line {line} {left} remain that have neither left nor been canceled."), At(index, "quantity"));

    public static OrderRefusal UnknownFulfillment { get; } = new(OrderRule.UnknownFulfillment, "This order has no such fulfillment.");

    public static OrderRefusal WrongCourse(FulfillmentStatus from, FulfillmentStatus to) => new(
        OrderRule.FulfillmentStatusInvalid, $"This fulfillment is {Word(from)}: from there it does not become {Word(to)}.", "$.status");

    private static string Word(FulfillmentStatus status) => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(status.ToString());

    private static string At(int index, string member) => Text($"$.lines[{index}].{member}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
