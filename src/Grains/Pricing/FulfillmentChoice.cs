using Acp.CheckoutSessions;

namespace Acp.Pricing;

/// <summary>Whether a platform's selection makes sense. What is merely incomplete is an obstacle of the quote, not refused here.</summary>
public static class FulfillmentChoice
{
    private const string Root = "$.selected_fulfillment_options";

    /// <param name="options">What is offered after the rest of the update has been applied.</param>
    /// <param name="lines">The cart after the rest of the update has been applied.</param>
    /// <returns>Null where the selection can be kept.</returns>
    public static Refusal? Check(
        IReadOnlyList<SelectedFulfillment> selection, IReadOnlyList<FulfillmentOption> options, IReadOnlyList<CartLine> lines)
    {
        return selection.Select((choice, i) => CheckOne(choice, i, options, lines)).FirstOrDefault(refusal => refusal is not null)
            ?? CheckSingleShipping(selection);
    }

    private static Refusal? CheckOne(
        SelectedFulfillment choice, int index, IReadOnlyList<FulfillmentOption> options, IReadOnlyList<CartLine> lines)
    {
        if (!options.Any(option => option.Id == choice.OptionId))
        {
            return new(
                RefusalRule.UnknownFulfillmentOption,
                "This option is not offered for this cart and address.",
                $"{Root}[{index}].option_id");
        }

        return options.Any(option => Fulfillment.Is(option, choice))
            ? CheckItems(choice, index, lines)
            : Invalid("This option is of another type.", $"{Root}[{index}].type");
    }

    private static Refusal? CheckItems(SelectedFulfillment choice, int index, IReadOnlyList<CartLine> lines)
    {
        for (var j = 0; j < choice.ItemIds.Count; j++)
        {
            var param = $"{Root}[{index}].item_ids[{j}]";
            if (lines.Named(choice.ItemIds[j]) is not { } line)
            {
                return Invalid("This names no item of the cart.", param);
            }

            if (line.Product.Kind != Serves(choice.Type))
            {
                return Invalid($"{line.Product.Name} cannot be delivered this way.", param);
            }
        }

        return null;
    }

    private static Refusal? CheckSingleShipping(IReadOnlyList<SelectedFulfillment> selection)
    {
        var shipping = selection.FirstOrDefault(choice => choice.Type == FulfillmentType.Shipping);
        var other = selection.Index().FirstOrDefault(choice =>
            choice.Item.Type == FulfillmentType.Shipping && choice.Item.OptionId != shipping?.OptionId);
        return other.Item is null
            ? null
            : Invalid("One shipping option serves all items that are shipped.", $"{Root}[{other.Index}].option_id");
    }

    private static ProductKind Serves(FulfillmentType type) =>
        type == FulfillmentType.Digital ? ProductKind.Digital : ProductKind.Physical;

    private static Refusal Invalid(string message, string param) => new(RefusalRule.FulfillmentSelectionInvalid, message, param);
}
