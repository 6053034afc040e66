using Acp.CheckoutSessions;
using Acp.Pricing;

namespace Acp.Silo.Contracts;

// Lists cross as arrays: what the compiler makes of a collection expression has no name that another silo could know.
[GenerateSerializer, Alias("acp.requested-item"), Immutable]
internal struct RequestedItemSurrogate
{
    [Id(0)] public string ItemId;
    [Id(1)] public int Quantity;
}

[RegisterConverter]
internal sealed class RequestedItemConverter : IConverter<RequestedItem, RequestedItemSurrogate>
{
    public RequestedItem ConvertFromSurrogate(in RequestedItemSurrogate surrogate) => new(surrogate.ItemId, surrogate.Quantity);

    public RequestedItemSurrogate ConvertToSurrogate(in RequestedItem value) => new() { ItemId = value.ItemId, Quantity = value.Quantity };
}

[GenerateSerializer, Alias("acp.selected-fulfillment"), Immutable]
internal struct SelectedFulfillmentSurrogate
{
    [Id(0)] public FulfillmentType Type;
    [Id(1)] public string OptionId;
    [Id(2)] public string[] ItemIds;
}

[RegisterConverter]
internal sealed class SelectedFulfillmentConverter : IConverter<SelectedFulfillment, SelectedFulfillmentSurrogate>
{
    public SelectedFulfillment ConvertFromSurrogate(in SelectedFulfillmentSurrogate surrogate) =>
        new(surrogate.Type, surrogate.OptionId, surrogate.ItemIds);

    public SelectedFulfillmentSurrogate ConvertToSurrogate(in SelectedFulfillment value) =>
        new() { Type = value.Type, OptionId = value.OptionId, ItemIds = [.. value.ItemIds] };
}

[GenerateSerializer, Alias("acp.fulfillment-group"), Immutable]
internal struct FulfillmentGroupSurrogate
{
    [Id(0)] public string Id;
    [Id(1)] public string[] ItemIds;
    [Id(2)] public FulfillmentType Type;
    [Id(3)] public FulfillmentDetails? Details;
    [Id(4)] public string? LocationId;
    [Id(5)] public string? Instructions;
}

[RegisterConverter]
internal sealed class FulfillmentGroupConverter : IConverter<FulfillmentGroup, FulfillmentGroupSurrogate>
{
    public FulfillmentGroup ConvertFromSurrogate(in FulfillmentGroupSurrogate surrogate) => new(
        surrogate.Id, surrogate.ItemIds, surrogate.Type, surrogate.Details, surrogate.LocationId, surrogate.Instructions);

    public FulfillmentGroupSurrogate ConvertToSurrogate(in FulfillmentGroup value) => new()
    {
        Id = value.Id,
        ItemIds = [.. value.ItemIds],
        Type = value.Type,
        Details = value.Details,
        LocationId = value.LocationId,
        Instructions = value.Instructions,
    };
}

[GenerateSerializer, Alias("acp.change`1"), Immutable]
internal struct ChangeSurrogate<T>
{
    [Id(0)] public bool Given;
    [Id(1)] public T? Value;
}

internal static class ChangeSurrogate
{
    public static ChangeSurrogate<T> Of<T>(Change<T> change) => new() { Given = change.Given, Value = change.Value };

    public static ChangeSurrogate<T[]> OfList<T>(Change<IReadOnlyList<T>> change) =>
        new() { Given = change.Given, Value = change.Value is null ? null : [.. change.Value] };

    public static Change<T> Back<T>(ChangeSurrogate<T> surrogate) => new(surrogate.Given, surrogate.Value);

    public static Change<IReadOnlyList<T>> BackToList<T>(ChangeSurrogate<T[]> surrogate) => new(surrogate.Given, surrogate.Value);
}
