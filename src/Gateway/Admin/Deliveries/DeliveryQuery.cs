using Acp.Deliveries;
using Acp.Gateway.Admin.Listing;
using Ids = Acp.Gateway.Reading.Tokens;

namespace Acp.Gateway.Admin.Deliveries;

/// <summary>Which deliveries are asked for.</summary>
/// <param name="After">Where the page before ended.</param>
internal sealed record DeliveryQuery(string? Endpoint, DeliveryStatus? Status, string? Order, DeliveryPlace? After, int Limit)
{
    private const string EndpointName = "endpoint";
    private const string StatusName = "status";
    private const string OrderName = "order";
    private static readonly string[] Known = [EndpointName, StatusName, OrderName, Page.Limit, Cursor.Name];

    private static readonly (string, DeliveryStatus)[] Statuses =
        [.. Enum.GetValues<DeliveryStatus>().Select(status => (DeliveryJson.Word(status), status))];

    /// <summary>The list and its filter.</summary>
    public string Name => $"deliveries {Endpoint} {Status} {Order}";

    public static DeliveryQuery Read(HttpRequest request)
    {
        var query = new Query(request, Known);
        var asked = new DeliveryQuery(NameIn(query, EndpointName), query.OneOf(StatusName, Statuses), NameIn(query, OrderName), After: null, Page.LimitOf(query));
        return asked with { After = DeliveryPlace.Of(Cursor.Read(query, asked.Name)) };
    }

    private static string? NameIn(Query query, string member) => query.Text(member) switch
    {
        null => null,
        var text when Ids.IsPossible(text) && !text.Contains('/', StringComparison.Ordinal) => text,
        _ => throw Query.Fault(member, "must be visible ASCII characters without a slash"),
    };
}

/// <param name="Key">Of the last delivery of a page.</param>
internal sealed record DeliveryPlace(string Endpoint, string Key)
{
    public static DeliveryPlace? Of(string? key) =>
        key is null ? null
        : key.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash && key.StartsWith(DeliveryRecord.KindOf(string.Empty), StringComparison.Ordinal)
            ? new DeliveryPlace(key[DeliveryRecord.KindOf(string.Empty).Length..slash], key)
            : throw Cursor.Fault();
}
