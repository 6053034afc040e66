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
            ?? CheckEachLineOnce(selection, lines);
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

            if (line.Product.Kind != Fulfillment.Serves(choice.Type))
            {
                return Invalid($"{line.Product.Name} cannot be delivered this way.", param);
            }
        }

        return null;
    }

    private static Refusal? CheckEachLineOnce(IReadOnlyList<SelectedFulfillment> selection, IReadOnlyList<CartLine> lines)
    {
        var first = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (i, choice) in selection.Index())
        {
            foreach (var (j, id) in choice.ItemIds.Index())
            {
                var line = lines.Named(id)!;
                if (!first.TryAdd(line.LineId, choice.OptionId) && first[line.LineId] != choice.OptionId)
                {
                    return Invalid(
                        $"One option serves each item, and \"{first[line.LineId]}\" is chosen for {line.Product.Name} already.",
                        $"{Root}[{i}].item_ids[{j}]");
                }
            }
        }

        return null;
    }

    private static Refusal Invalid(string message, string param) => new(RefusalRule.FulfillmentSelectionInvalid, message, param);
}
