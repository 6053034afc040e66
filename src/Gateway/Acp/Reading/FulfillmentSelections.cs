using Acp.Pricing;

namespace Acp.Gateway.Reading;

/// <summary>Reads <c>selected_fulfillment_options</c>, flat as the current versions have it or nested as the older ones.</summary>
internal static class FulfillmentSelections
{
    public static IReadOnlyList<SelectedFulfillment> Read(Field selections) => selections.List(Limits.Items, ReadOne);

    /// <summary>For versions that nest: a selection that chooses nothing is told of the member that they have for it.</summary>
    public static IReadOnlyList<SelectedFulfillment> ReadNested(Field selections) => selections.List(Limits.Items, ReadOneNested);

    private static SelectedFulfillment ReadOneNested(Field selection)
    {
        if (Choice(selection.Object()).Location == selection.Location && !selection["option_id"].HasValue)
        {
            var isDigital = selection["type"].OptionalText(Limits.Id) == FulfillmentTypes.Digital;
            selection[isDigital ? FulfillmentTypes.Digital : FulfillmentTypes.Shipping].Required();
        }

        return ReadOne(selection);
    }

    private static SelectedFulfillment ReadOne(Field selection)
    {
        var choice = Choice(selection.Object());
        var option = choice["option_id"].RequiredText(Limits.Id);
        var items = choice["item_ids"].Required().NonEmptyList(Limits.Items, id => id.RequiredText(Limits.Id));
        return new SelectedFulfillment(TypeOf(selection, choice, option), option, items);
    }

    private static Field Choice(Field selection) =>
        selection[FulfillmentTypes.Shipping] is { HasValue: true } shipping ? shipping.Object()
        : selection[FulfillmentTypes.Digital] is { HasValue: true } digital ? digital.Object()
        : selection;

    // A platform that leaves the type out has picked one of the options we listed, and there is one digital option.
    private static FulfillmentType TypeOf(Field selection, Field choice, string option) =>
        (selection["type"].OptionalText(Limits.Id) ?? (choice.Location == selection.Location ? null : choice.Location.Member)) switch
        {
            null => option == FulfillmentTypes.Digital ? FulfillmentType.Digital : FulfillmentType.Shipping,
            var name => FulfillmentTypes.Find(name)
                ?? throw selection["type"].Fault("invalid_fulfillment_option", "must be the type of an option this session lists"),
        };
}
