using Acp.Gateway.Tests.Host;

namespace Acp.Gateway.Tests;

/// <summary>A query of <c>/admin</c> that is refused, and the whole of what is said about it: a row of docs/bad-input.md.</summary>
internal sealed record BadQuery(string Path, string Query, string Code, string Param, string Message)
{
    public string Row => $"| query | `{Path}?{Query}` | 400 | `{Code}` | `{Param}` | {Message} |";

    public ErrorBody Answer => new(400, "invalid_request", Code, Message, Param);
}

internal static class BadQueries
{
    private const string Filters = "status, origin, platform, merchant, session, currency, createdFrom, createdTo, amountFrom, amountTo";

    public static IReadOnlyList<BadQuery> All { get; } =
    [
        new("/admin/spt", "state=ACTIVE", "unknown_parameter", "state", $"state is not known here. Known: {Filters}, limit, cursor."),
        Invalid("status=PENDING", "status", "must be one of: ACTIVE, USED, EXPIRED, REVOKED"),
        Invalid("status=", "status", "must not be blank"),
        Invalid("status=ACTIVE&status=USED", "status", "is given more than once"),
        Invalid("origin=stolen", "origin", "must be one of: granted, issued"),
        Invalid("platform=%00", "platform", "must be at most 1000 printable characters"),
        Invalid("currency=dollars", "currency", "must be a three-letter ISO 4217 code"),
        Invalid("createdFrom=yesterday", "createdFrom", "must be an RFC 3339 time, with any + written as %2B, or seconds since 1970"),
        Invalid("createdFrom=2026-11-28", "createdFrom", "must be an RFC 3339 time, with any + written as %2B, or seconds since 1970"),
        Invalid("createdFrom=2026-11-28T12:00:00+02:00", "createdFrom", "must be an RFC 3339 time, with any + written as %2B, or seconds since 1970"),
        Invalid("createdFrom=2026-02-30T12:00:00Z", "createdFrom", "must be an RFC 3339 time, with any + written as %2B, or seconds since 1970"),
        Invalid("createdFrom=1795867201&createdTo=1795867200", "createdTo", "must not be before createdFrom"),
        Invalid("amountFrom=49.99", "amountFrom", "must be a whole number from 0 to 9223372036854775807"),
        Invalid("amountFrom=-1", "amountFrom", "must be a whole number from 0 to 9223372036854775807"),
        Invalid("amountFrom=2&amountTo=1", "amountTo", "must not be below amountFrom"),
        Invalid("limit=0", "limit", "must be a whole number from 1 to 200"),
        Invalid("limit=201", "limit", "must be a whole number from 1 to 200"),
        Invalid("cursor=abc", "cursor", "must be a nextCursor of this very list, with the same filters"),
        new("/admin/spt/export", "status=USED", "invalid_parameter", "format", "format is required: csv or jsonl."),
        new("/admin/spt/export", "format=xlsx", "invalid_parameter", "format", "format must be one of: csv, jsonl."),
        new("/admin/spt/export", "format=csv&limit=1", "unknown_parameter", "limit", $"limit is not known here. Known: format, {Filters}."),
        new("/admin/search", "q=", "invalid_parameter", "q", "q must not be blank."),
        new("/admin/search", "query=cs_1", "unknown_parameter", "query", "query is not known here. Known: q."),
        new("/admin/search", "q=%01", "invalid_parameter", "q", "q must be at most 320 printable characters."),
        new("/admin/contradictions", "status=lost", "invalid_parameter", "status", "status must be one of: open, settled."),
        new("/admin/spt/stats/overview", "platform=one", "unknown_parameter", "platform", "platform is not known here. Known: none."),
        new("/admin/attention", "kind=refunds", "unknown_parameter", "kind", "kind is not known here. Known: none."),
        new("/admin/live", "since=1", "unknown_parameter", "since", "since is not known here. Known: none."),
        new("/admin/reconciliation", "to=0001-01-01T00:00:00Z", "invalid_parameter", "from", "from must be before to."),
        new("/admin/events", "status=lost", "invalid_parameter", "status", "status must be one of: waiting, treated, kept, orphaned, dead."),
    ];

    private static BadQuery Invalid(string query, string param, string rule) =>
        new("/admin/spt", query, "invalid_parameter", param, $"{param} {rule}.");
}
