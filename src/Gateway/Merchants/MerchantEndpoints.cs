using Acp.Gateway.Admin;
using Acp.Gateway.Admin.Listing;
using Acp.Gateway.Http;
using Acp.Gateway.Json;
using Acp.Gateway.Reading;
using Acp.Merchants;

namespace Acp.Gateway.Merchants;

/// <summary>The registry over HTTP. Who calls is on record with whatever is changed.</summary>
internal static class MerchantEndpoints
{
    private const int LargestBody = 16 * 1024;
    private const string Status = "status";
    private static readonly string[] Known = [Status, Page.Limit, Cursor.Name];

    private static readonly (string Word, MerchantStatus Value)[] Statuses =
        [.. Enum.GetValues<MerchantStatus>().Select(status => (MerchantWriter.Word(status), status))];

    /// <summary><c>POST /admin/merchants</c> with <c>{"domain":"…","profile":"…"}</c>; again with the same is the same.</summary>
    public static async Task<IResult> Register(HttpContext http, MerchantRegistry registry)
    {
        var (domain, profile) = await Read(http.Request, body => (MerchantFields.Domain(body["domain"]), MerchantFields.Profile(body["profile"])));
        return Answer(await registry.Register(domain, profile, http.Operator().Name));
    }

    /// <summary><c>POST /admin/merchants/{domain}/profile</c> with <c>{"profile":"…"}</c>.</summary>
    public static async Task<IResult> Bind(string domain, HttpContext http, MerchantRegistry registry)
    {
        var profile = await Read(http.Request, body => MerchantFields.Profile(body["profile"]));
        return await On(domain, known => registry.Bind(known, profile, http.Operator().Name));
    }

    /// <summary><c>POST /admin/merchants/{domain}/suspend</c> with <c>{"reason":"…"}</c>.</summary>
    public static async Task<IResult> Suspend(string domain, HttpContext http, MerchantRegistry registry)
    {
        var reason = await Reasons.Required(http.Request);
        return await On(domain, known => registry.Suspend(known, reason, http.Operator().Name));
    }

    /// <summary><c>POST /admin/merchants/{domain}/reinstate</c> with <c>{"reason":"…"}</c>; it has to be verified after that.</summary>
    public static async Task<IResult> Reinstate(string domain, HttpContext http, MerchantRegistry registry)
    {
        var reason = await Reasons.Required(http.Request);
        return await On(domain, known => registry.Reinstate(known, reason, http.Operator().Name));
    }

    /// <summary><c>POST /admin/merchants/{domain}/verify</c>: fetches the domain's discovery document, now.</summary>
    public static Task<IResult> Verify(string domain, HttpContext http, MerchantRegistry registry) =>
        On(domain, known => registry.Verify(known, http.Operator().Name));

    /// <summary><c>GET /admin/merchants/{domain}</c>: with its whole audit trail.</summary>
    public static async Task<IResult> Show(string domain, MerchantRegistry registry) =>
        MerchantDomains.TryRead(domain, out var known) && await registry.Find(known) is { } merchant
            ? AdminReply.Json(MerchantWriter.Render(merchant, await registry.History(known)))
            : Answer(new MerchantAnswer.NotFound());

    /// <summary><c>GET /admin/merchants</c>: by domain, a page at a time.</summary>
    public static async Task<IResult> List(HttpContext http, MerchantRegistry registry)
    {
        var query = new Query(http.Request, Known);
        var (status, limit) = (query.OneOf(Status, Statuses), Page.LimitOf(query));
        var list = $"merchants {status}";
        var merchants = await registry.List(status, Cursor.Read(query, list), limit + 1);
        return AdminReply.Json(Page.Render(merchants, limit, MerchantWriter.Write, merchant => Cursor.Write(list, merchant.Domain)));
    }

    private static async ValueTask<T> Read<T>(HttpRequest request, Func<Field, T> read)
    {
        MediaTypes.RequireJson(request);
        using var body = JsonBody.Parse(await RequestBodies.Read(request, LargestBody));
        return read(Field.Root(body.RootElement).Object());
    }

    private static async Task<IResult> On(string domain, Func<string, ValueTask<MerchantAnswer>> ask) =>
        Answer(MerchantDomains.TryRead(domain, out var known) ? await ask(known) : new MerchantAnswer.NotFound());

    private static IResult Answer(MerchantAnswer answer) => answer is MerchantAnswer.Stands it
        ? AdminReply.Json(MerchantWriter.Render(it.Merchant), it.Created ? StatusCodes.Status201Created : StatusCodes.Status200OK)
        : AdminReply.Error(MerchantErrors.Describe(answer));
}
