using Acp.Gateway.Admin.Listing;
using Acp.Gateway.Keys;
using Acp.Gateway.Platforms;
using Acp.Keys;
using Microsoft.Extensions.Options;

namespace Acp.Gateway.Admin.Keys;

/// <summary>
/// Keys of platforms and of operators, made, replaced and ended while everything runs. Who may come in is the owner's to
/// say; whoever may look may see who has keys, and when they were used.
/// </summary>
internal static class KeyRoutes
{
    private const string List = "keys";
    private static readonly string[] Known = [Page.Limit, Cursor.Name];

    public static RouteGroupBuilder MapKeys(this RouteGroupBuilder admin)
    {
        admin.MapGet("/keys", All).Needs(AdminRole.Read);
        admin.MapPost("/keys", Make).Needs(AdminRole.Owner);
        admin.MapGet("/keys/{id}", Show).Needs(AdminRole.Read);
        admin.MapPost("/keys/{id}/rotate", Rotate).Needs(AdminRole.Owner);
        admin.MapPost("/keys/{id}/revoke", Revoke).Needs(AdminRole.Owner);
        return admin;
    }

    private static async Task<IResult> All(HttpContext http, AccessKeys keys, TimeProvider clock)
    {
        var query = new Query(http.Request, Known);
        var limit = Page.LimitOf(query);
        var found = await keys.List(Cursor.Read(query, List), limit + 1);
        return AdminReply.Json(Page.Render(found, limit, (json, key) => KeyJson.Write(json, key, clock.GetUtcNow()), key => Cursor.Write(List, key.Id)));
    }

    private static async Task<IResult> Show(string id, AccessKeys keys, TimeProvider clock) =>
        IsPossible(id) && await keys.Find(id) is { } key
            ? AdminReply.Json(KeyJson.Render(key, await keys.History(id), clock.GetUtcNow()))
            : Answer(new AccessKeyAnswer.NotFound(), clock);

    private static async Task<IResult> Make(HttpContext http, AccessKeys keys, KeyRing ring, IOptions<PlatformsOptions> platforms, TimeProvider clock)
    {
        var (wish, call) = await KeyBodies.Make(http, platforms.Value.Platforms.Select(platform => platform.Name), clock.GetUtcNow());
        return Answer(Taken(ring, await keys.Make(wish, call)), clock);
    }

    private static async Task<IResult> Rotate(string id, HttpContext http, AccessKeys keys, KeyRing ring, TimeProvider clock)
    {
        var (wish, call) = await KeyBodies.Rotate(http, clock.GetUtcNow());
        return Answer(IsPossible(id) ? Taken(ring, await keys.Rotate(id, wish, call)) : new AccessKeyAnswer.NotFound(), clock);
    }

    private static async Task<IResult> Revoke(string id, HttpContext http, AccessKeys keys, KeyRing ring, TimeProvider clock)
    {
        var reason = await Reasons.Required(http.Request);
        return Answer(IsPossible(id) ? Taken(ring, await keys.Revoke(id, reason, http.Operator().Name)) : new AccessKeyAnswer.NotFound(), clock);
    }

    // The ids are ours: nothing else is looked for.
    private static bool IsPossible(string id) => id.Length <= 64 && id.All(char.IsAsciiLetterOrDigit);

    private static AccessKeyAnswer Taken(KeyRing ring, AccessKeyAnswer answer)
    {
        ring.Take(answer);
        return answer;
    }

    private static IResult Answer(AccessKeyAnswer answer, TimeProvider clock) => answer switch
    {
        AccessKeyAnswer.Made it => AdminReply.Json(KeyJson.Render(it, clock.GetUtcNow()), it.Created ? StatusCodes.Status201Created : StatusCodes.Status200OK),
        AccessKeyAnswer.Stands it => AdminReply.Json(KeyJson.Render(it.Key, clock.GetUtcNow())),
        _ => AdminReply.Error(KeyErrors.Describe(answer)),
    };
}
