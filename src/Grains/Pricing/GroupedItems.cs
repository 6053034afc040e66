using Acp.CheckoutSessions;

namespace Acp.Pricing;

/// <summary>
/// A platform's groups of items. They are echoed and choose nothing, but they may bring the address that the session
/// lacks; a session is delivered to one address, so they never bring a second.
/// </summary>
internal static class GroupedItems
{
    private const string Root = "$.fulfillment_groups";

    /// <param name="lines">The cart after the rest of the request has been applied.</param>
    /// <param name="own">The session's own address after it, too.</param>
    /// <returns>Null where the groups can be kept.</returns>
    public static Refusal? Check(IReadOnlyList<FulfillmentGroup> groups, IReadOnlyList<CartLine> lines, Address? own) =>
        CheckMembers(groups, lines) ?? CheckDestinations(groups, own);

    /// <summary>What is left of them for these lines: an item that left the cart leaves its group, and an empty group goes.</summary>
    public static IReadOnlyList<FulfillmentGroup> Fit(IReadOnlyList<FulfillmentGroup> groups, IReadOnlyList<CartLine> lines) =>
    [
        .. groups
            .Select(group => group with { ItemIds = [.. group.ItemIds.Where(id => lines.Named(id) is { } line && CanServe(group, line))] })
            .Where(group => group.ItemIds.Count > 0),
    ];

    /// <summary>The session has one address; where it changes, it changes for everything that is delivered.</summary>
    public static IReadOnlyList<FulfillmentGroup> MovedTo(IReadOnlyList<FulfillmentGroup> groups, Address destination) =>
        [.. groups.Select(group => Delivered(group) is { } to && !Place.Same(to, destination) ? group with { Details = group.Details! with { Address = destination } } : group)];

    /// <returns>The session's own details, with the address of a group where it has none.</returns>
    public static FulfillmentDetails? Complete(FulfillmentDetails? own, IReadOnlyList<FulfillmentGroup> groups) => own switch
    {
        { Address: not null } => own,
        null => groups.FirstOrDefault(group => Delivered(group) is not null)?.Details,
        _ => own with { Address = DestinationOf(groups) },
    };

    private static Refusal? CheckMembers(IReadOnlyList<FulfillmentGroup> groups, IReadOnlyList<CartLine> lines)
    {
        var (ids, taken) = (new HashSet<string>(StringComparer.Ordinal), new Dictionary<string, string>(StringComparer.Ordinal));
        foreach (var (i, group) in groups.Index())
        {
            if (!ids.Add(group.Id))
            {
                return Invalid("Another group has this id.", $"{Root}[{i}].id");
            }

            if (CheckItems(group, i, lines, taken) is { } refusal)
            {
                return refusal;
            }
        }

        return null;
    }

    private static Refusal? CheckDestinations(IReadOnlyList<FulfillmentGroup> groups, Address? own)
    {
        var destination = own ?? DestinationOf(groups);
        var other = groups.Index().FirstOrDefault(group => Delivered(group.Item) is { } to && !Place.Same(to, destination!));
        return other.Item is null ? null : new(
            RefusalRule.DestinationsDiffer,
            "A checkout session is delivered to one address, and this is another one. Create a session for each.",
            $"{Root}[{other.Index}].fulfillment_details.address");
    }

    private static Refusal? CheckItems(FulfillmentGroup group, int index, IReadOnlyList<CartLine> lines, Dictionary<string, string> taken)
    {
        foreach (var (j, id) in group.ItemIds.Index())
        {
            var param = $"{Root}[{index}].item_ids[{j}]";
            if (lines.Named(id) is not { } line)
            {
                return Invalid("This names no item of the cart.", param);
            }

            if (!CanServe(group, line))
            {
                return Invalid($"{line.Product.Name} cannot be delivered this way.", param);
            }

            if (!taken.TryAdd(line.LineId, group.Id) && taken[line.LineId] != group.Id)
            {
                return Invalid($"{line.Product.Name} is in the group \"{taken[line.LineId]}\" already.", param);
            }
        }

        return null;
    }

    private static bool CanServe(FulfillmentGroup group, CartLine line) => line.Product.Kind == Fulfillment.Serves(group.Type);

    // An address of another kind of group is whom to ask for, not where to go.
    private static Address? Delivered(FulfillmentGroup group) => Fulfillment.NeedsAddress(group.Type) ? group.Details?.Address : null;

    private static Address? DestinationOf(IReadOnlyList<FulfillmentGroup> groups) => groups.Select(Delivered).FirstOrDefault(address => address is not null);

    private static Refusal Invalid(string message, string param) => new(RefusalRule.FulfillmentGroupInvalid, message, param);
}
