using System.Diagnostics;
using System.Globalization;
using Acp.CheckoutSessions;
using Acp.Gateway.Pages;
using Acp.Gateway.Rendering;
using Acp.Store;

namespace Acp.Gateway.Pay;

/// <summary>
/// HTTP to what a shopper can do. Looking makes nothing: previews of a link and browsers fetch ahead. Only the button opens
/// a page at the provider, and pressed again it is the same page.
/// </summary>
internal sealed partial class PayEndpoints(
    ShopperReader reader, IGrains grains, PayPages pages, ProviderPages provider, ILogger<PayEndpoints> log)
{
    /// <summary>How often the return page looks by itself, and after how many seconds: four minutes altogether.</summary>
    private static readonly int[] Pauses = [2, 2, 3, 5, 8, 10, 15, 20, 30, 45, 60, 60];

    public Task Show(HttpContext http) => Answer(http, async id => pages.Of(await reader.Read(id), HasChanged(http)));

    public Task Open(HttpContext http) => Answer(http, async id =>
        IsSentByAnotherSite(http) ? new SeeOther(id) : Of(id, await grains.Get<ICheckoutSession>(id).OpenPage()));

    public Task Return(HttpContext http) => Answer(http, async id =>
    {
        var session = await reader.Read(id);
        if (session is not null && !session.IsOver())
        {
            // The provider's notice may be late, or never come. Its own word counts, not that a browser was sent here.
            await grains.Get<ICheckoutSession>(id).LookAgain();
            session = await reader.Read(id);
        }

        return pages.Returned(session, Looked(http) is var looked && looked < Pauses.Length ? new Onward(Pauses[looked], $"return?looked={looked + 1}") : null);
    });

    private IResult Of(string id, PageOffer offer) => offer switch
    {
        PageOffer.Opened opened => At(new Uri(opened.Url)),
        PageOffer.Completed => new SeeOther(id),
        PageOffer.Repriced => new SeeOther($"{id}?changed"),
        PageOffer.InProgress => pages.InProgress(new Onward(5, id)),
        PageOffer.Refused refused => pages.Refused(refused.Refusal),
        PageOffer.NotOffered => pages.NotOffered(StatusCodes.Status409Conflict),
        PageOffer.ProviderUnavailable or PageOffer.StoreUnavailable => pages.Unavailable(),
        PageOffer.NotFound => pages.Missing(),
        _ => throw new UnreachableException($"Unhandled {offer}."),
    };

    // A policy holds for where a form is sent on to, as well; what it does not name is a link that the shopper follows.
    private IResult At(Uri page) => provider.Has(page) ? new SeeOther(page.AbsoluteUri) : pages.Linked(page);

    // Nothing is ours by a cookie that another site could use, and who sends has the link. But a page is opened by whoever
    // sees the sum, not by a form in the dark.
    private static bool IsSentByAnotherSite(HttpContext http) => http.Request.Headers["Sec-Fetch-Site"] == "cross-site";

    private static bool HasChanged(HttpContext http) => http.Request.Query.ContainsKey("changed");

    private static int Looked(HttpContext http) =>
        int.TryParse(http.Request.Query["looked"], NumberStyles.None, CultureInfo.InvariantCulture, out var looked) ? looked : 0;

    private async Task Answer(HttpContext http, Func<string, ValueTask<IResult>> handle)
    {
        var id = (string)http.Request.RouteValues["id"]!;
        await (await Handle(id, handle)).ExecuteAsync(http);
    }

    private async ValueTask<IResult> Handle(string id, Func<string, ValueTask<IResult>> handle)
    {
        try
        {
            return SessionIds.IsPossible(id) ? await handle(id) : pages.Missing();
        }
        catch (Exception e) when (e is StoreUnavailableException or GrainOverloadedException)
        {
            LogUnanswered(e);
            return pages.Unavailable();
        }
    }

    [LoggerMessage(LogLevel.Error, "A shopper could not be answered and was told to try again.")]
    private partial void LogUnanswered(Exception cause);
}
