using Acp.Gateway.Admin.Listing;
using Acp.SharedPaymentTokens;
using Acp.Store;

namespace Acp.Gateway.Admin.Tokens;

/// <summary><c>GET /admin/spt</c>: newest first, a page at a time.</summary>
internal static class TokenList
{
    private static readonly string[] Known = [.. TokenQuery.Names, Page.Limit, Cursor.Name];

    public static async Task<IResult> Handle(HttpContext http, IInventory inventory, TimeProvider clock)
    {
        var query = new Query(http.Request, Known);
        var filter = TokenQuery.Read(query);
        var (limit, list) = (Page.LimitOf(query), TokenQuery.Canonical(filter));
        var after = PagePlace.Read(Cursor.Read(query, list)) is var (at, id) ? new TokenPlace(at, id) : null;
        var rows = await inventory.ListTokens(filter, clock.GetUtcNow(), after, limit + 1);
        return AdminReply.Json(Page.Render(rows, limit, TokenJson.Write, row => Cursor.Write(list, PagePlace.Write(row.CreatedAt, row.Id))));
    }
}
