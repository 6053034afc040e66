using System.Globalization;
using Acp.Gateway.Admin.Listing;
using Acp.SharedPaymentTokens;
using Acp.Store;

namespace Acp.Gateway.Admin.Tokens;

/// <summary><c>GET /admin/spt</c>: newest first, a page at a time.</summary>
internal static class TokenList
{
    private static readonly long Latest = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();
    private static readonly string[] Known = [.. TokenQuery.Names, Page.Limit, Cursor.Name];

    public static async Task<IResult> Handle(HttpContext http, IInventory inventory, TimeProvider clock)
    {
        var query = new Query(http.Request, Known);
        var filter = TokenQuery.Read(query);
        var (limit, list) = (Page.LimitOf(query), TokenQuery.Canonical(filter));
        var after = Place(Cursor.Read(query, list));
        var rows = await inventory.ListTokens(filter, clock.GetUtcNow(), after, limit + 1);
        return AdminReply.Json(Page.Render(rows, limit, TokenJson.Write, row => Cursor.Write(list, Text(row))));
    }

    private static string Text(TokenRow row) => string.Create(CultureInfo.InvariantCulture, $"{row.CreatedAt.ToUnixTimeMilliseconds()} {row.Id}");

    private static TokenPlace? Place(string? text) => text?.Split(' ', 2) switch
    {
        null => null,
        [var at, { Length: > 0 } id] when long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var time) && time <= Latest =>
            new(DateTimeOffset.FromUnixTimeMilliseconds(time), id),
        _ => throw Cursor.Fault(),
    };
}
