namespace Acp.Gateway.Admin.Tokens;

internal static class TokenRoutes
{
    public static RouteGroupBuilder MapTokens(this RouteGroupBuilder admin, TokenExport export)
    {
        admin.MapGet("/spt", TokenList.Handle).Needs(AdminRole.Read);
        admin.MapGet("/spt/export", export.Handle).Needs(AdminRole.Read);
        admin.MapGet("/spt/stats/overview", OverviewEndpoint.Handle).Needs(AdminRole.Read);
        admin.MapGet("/spt/{id}", TokenDetail.Handle).Needs(AdminRole.Read);
        admin.MapPost("/spt/{id}/revoke", RevokeEndpoint.Handle).Needs(AdminRole.Support);
        return admin;
    }
}
