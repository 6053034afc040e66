using Acp.Gateway.Admin.Listing;
using Acp.SharedPaymentTokens;
using Acp.Store;

namespace Acp.Gateway.Admin.Tokens;

/// <summary><c>GET /admin/spt/stats/overview</c>.</summary>
internal static class OverviewEndpoint
{
    public static async Task<IResult> Handle(HttpRequest request, IInventory inventory, TimeProvider clock)
    {
        Query.RequireNone(request);
        var now = clock.GetUtcNow();
        return AdminReply.Json(OverviewJson.Render(TokenOverview.Of(await inventory.CountTokens(TokenOverview.Ranges(now), now), now)));
    }
}
