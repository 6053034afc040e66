using Acp.SharedPaymentTokens;
using Acp.Store;
using Ids = Acp.Gateway.Reading.Tokens;

namespace Acp.Gateway.Admin.Tokens;

/// <summary><c>GET /admin/spt/{id}</c>: a token with its whole audit trail.</summary>
internal static class TokenDetail
{
    public static async Task<IResult> Handle(string id, IGrains grains, IStore store) =>
        Ids.IsPossible(id) && await grains.Get<ISharedPaymentToken>(id).Retrieve() is { } token
            ? AdminReply.Json(TokenJson.Render(token, await store.ReadAudit(SharedPaymentToken.KeyOf(id))))
            : AdminReply.NotFound("token");
}
