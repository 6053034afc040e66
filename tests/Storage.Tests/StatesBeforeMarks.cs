namespace Acp.Storage.Tests;

/// <summary>States as the last version stored them that knew of no marks, at least one of each kind that has one, and of each that is near to it.</summary>
internal static class StatesBeforeMarks
{
    private static readonly string[] Marks =
        ["unknown_attempt", "waiting", "left_event", "dead_letter", "unconfirmed_revocation", "unknown_refund", "contradiction"];

    /// <param name="bytes">The database's word for them.</param>
    public static IReadOnlyList<string> Statements(string bytes) =>
    [
        .. from row in Rows select
            $"""
            INSERT INTO states (key, version, state, kind, status, created_at, updated_at)
            VALUES ('{row.Key}', {row.Version}, CAST('state' AS {bytes}), '{row.Kind}', '{row.Status}', 1, {row.UpdatedAt})
            """,
        "INSERT INTO due (subject, at, lease_until) VALUES ('token/unconfirmed', 0, 0), ('token/active', 0, 0), ('session/charging', 0, 0)",
    ];

    public static async Task AreMarked(IOpenStore store)
    {
        var found = new List<(string, string, long)>();
        foreach (var mark in Marks)
        {
            var marked = await store.FindMarked(mark, Units.Noon, 10);
            Assert.Equal(marked.Count, marked.Longest.Count);
            found.AddRange(marked.Longest.Select(state => (mark, state.Key, state.Since.ToUnixTimeMilliseconds())));
        }

        Assert.Equal(Rows.Where(row => row.Mark is not null).Select(row => (row.Mark!, row.Key, row.UpdatedAt)), found);
    }

    private static IReadOnlyList<(string Key, int Version, string Kind, string Status, long UpdatedAt, string? Mark)> Rows { get; } =
    [
        ("session/charging", 3, "checkout_session", "CompleteInProgress", 10, "unknown_attempt"),
        ("session/waiting", 4, "checkout_session", "AuthenticationRequired", 20, "waiting"),
        ("event/dead", 2, "provider_event", "Dead", 30, "left_event"),
        ("event/orphan", 2, "provider_event", "Orphaned", 31, "left_event"),
        ("delivery/dead", 9, "delivery.platform", "Dead", 40, "dead_letter"),
        ("token/unconfirmed", 5, "shared_payment_token", "Revoked", 50, "unconfirmed_revocation"),
        ("session/paid", 5, "checkout_session", "Completed", 60, null),
        ("session/other", 5, "checkout_session", "Dead", 61, null),
        ("event/treated", 2, "provider_event", "Treated", 62, null),
        ("delivery/open", 2, "delivery.merchant", "Open", 63, null),
        ("delivery/like", 2, "deliveryplatform", "Dead", 64, null),
        ("token/confirmed", 6, "shared_payment_token", "Revoked", 65, null),
        ("token/active", 1, "shared_payment_token", "Active", 66, null),
        ("order/odd", 1, "order", "CompleteInProgress", 67, null),
    ];
}
