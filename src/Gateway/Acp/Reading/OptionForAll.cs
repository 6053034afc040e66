using Acp.Pricing;

namespace Acp.Gateway.Reading;

/// <summary>One option for the whole cart, chosen by its id alone.</summary>
internal static class OptionForAll
{
    private const string Digital = "digital";

    /// <returns>A choice that names no items: it is for all that the option serves.</returns>
    public static IReadOnlyList<SelectedFulfillment> Read(Field optionId)
    {
        var id = optionId.RequiredText(Limits.Id);
        return [new SelectedFulfillment(id == Digital ? FulfillmentType.Digital : FulfillmentType.Shipping, id, [])];
    }
}
