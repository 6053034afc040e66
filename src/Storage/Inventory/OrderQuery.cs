using System.Globalization;
using Acp.Orders;

namespace Acp.Storage.Inventory;

/// <summary>
/// One page of orders as a statement that SQLite and PostgreSQL both understand: newest first. Without a platform it is
/// put together from the newest of each status, which one index has in the order of the page.
/// </summary>
/// <param name="mark">What the databases write before the number of a value.</param>
internal sealed class OrderQuery(char mark)
{
    /// <summary>Beside the two that a listing by key has. Said in the same words in the statements, or they are not used.</summary>
    public static IReadOnlyList<string> Indexes { get; } =
    [
        "CREATE INDEX orders_by_status ON states (status, created_at) WHERE kind = 'order'",
        "CREATE INDEX orders_by_platform ON states (platform, created_at) WHERE kind = 'order'",
    ];

    private const string Columns = "key, status, state, created_at";
    private const string Newest = "ORDER BY created_at DESC, key DESC";
    private readonly List<object> values = [];

    /// <summary>Texts and whole numbers, in the order of their numbers.</summary>
    public IReadOnlyList<object> Values => values;

    public string Page(OrderFilter filter, OrderPlace? after, int limit)
    {
        var condition = "kind = 'order'";
        condition += filter.Platform is { } platform ? $" AND platform = {Value(platform)}" : string.Empty;
        condition += after is null ? string.Empty : $" AND (created_at, key) < ({Value(after.CreatedAt.ToUnixTimeMilliseconds())}, {Value(after.Key)})";
        var most = Value((long)limit);
        return (filter.Platform, filter.Status) switch
        {
            (not null, null) => $"SELECT {Columns} FROM states WHERE {condition} {Newest} LIMIT {most}",
            (_, { } status) => $"SELECT {Columns} FROM states WHERE {condition} AND status = '{status:G}' {Newest} LIMIT {most}",
            _ => $"{string.Join(" UNION ALL ", Enum.GetValues<OrderStatus>().Select(status => Part(condition, status, most)))} {Newest} LIMIT {most}",
        };
    }

    // Texts of an enum: no value from outside gets into a statement.
    private static string Part(string condition, OrderStatus status, string most) =>
        $"SELECT * FROM (SELECT {Columns} FROM states WHERE {condition} AND status = '{status:G}' {Newest} LIMIT {most}) AS part";

    private string Value(object value)
    {
        values.Add(value);
        return string.Create(CultureInfo.InvariantCulture, $"{mark}{values.Count}");
    }
}
