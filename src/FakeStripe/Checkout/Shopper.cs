namespace Acp.Fakes;

/// <summary>What a shopper does on a hosted page, and what the page answers the browser.</summary>
internal sealed class Shopper(StripeState state)
{
    private const string Placeholder = "{CHECKOUT_SESSION_ID}";

    /// <summary>Shows the page. It never changes anything: browsers and previews fetch ahead.</summary>
    public Outcome Look(string id) => state.Checkout.Find(id) is { } page
        ? new(200, PageHtml.Of(page, state.PagesAt + page.Path, Back(page)), page.Status) { MediaType = PageHtml.MediaType, IntentId = page.Intent?.Id, Session = page.Session }
        : NoSuchPage();

    /// <summary>Pays with a card, or ends what the payment waits for. What is over stays as it is; the page says so.</summary>
    public Outcome Send(string id, Dictionary<string, string> form, DateTimeOffset now)
    {
        if (state.Checkout.Find(id) is not { } page)
        {
            return NoSuchPage();
        }

        var wasOpen = page.Status == CheckoutPage.Open;
        var charged = Act(page, form, now);
        var isPaid = charged > 0 || (wasOpen && page.Status == CheckoutPage.Complete);
        return new(303, [], page.Intent?.Status ?? page.Status)
        {
            Location = isPaid ? Back(page) : state.PagesAt + page.Path,
            IntentId = page.Intent?.Id,
            Session = page.Session,
            Charged = charged,
            ApplicationFee = page.Intent?.ApplicationFee,
        };
    }

    /// <returns>Money that this moved, in minor units.</returns>
    private long Act(CheckoutPage page, Dictionary<string, string> form, DateTimeOffset now) => (page, form.GetValueOrDefault("card"), form.GetValueOrDefault("outcome")) switch
    {
        ({ Status: CheckoutPage.Open, Asked.Total: 0 }, _, _) => Finish(page, now),
        ({ Intent.Status: "requires_action" or "processing" }, null, "succeeded" or "failed") => state.Intents.AuthenticateOnPage(page.Intent, form["outcome"], now).Charged,
        ({ Status: CheckoutPage.Open, Intent: null or { Status: "requires_payment_method" } }, { } card, _) when TestCard.Of(card, page) is { } behaviour =>
            state.Intents.PayOnPage(page, behaviour, now).Charged,
        _ => 0,
    };

    private long Finish(CheckoutPage page, DateTimeOffset now)
    {
        state.Checkout.Finish(page, now);
        return 0;
    }

    private static string Back(CheckoutPage page) => page.Asked.SuccessUrl.Replace(Placeholder, page.Id, StringComparison.Ordinal);

    private static Outcome NoSuchPage() => new(404, PageHtml.Missing(), "resource_missing") { MediaType = PageHtml.MediaType, Executed = false };
}
