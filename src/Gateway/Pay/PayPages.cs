using Acp.CheckoutSessions;
using Acp.Gateway.Pages;
using Microsoft.Extensions.Options;

namespace Acp.Gateway.Pay;

/// <summary>What a shopper is shown, in every state of a session. Names and addresses of people are not: a link is passed on easily.</summary>
internal sealed class PayPages(IOptions<MerchantOptions> options, ProviderPages provider)
{
    private readonly MerchantOptions merchant = options.Value;

    /// <summary>Where <c>continue_url</c> leads.</summary>
    /// <param name="hasChanged">The sum is not the one that the shopper saw when the button was pressed.</param>
    public Page Of(CheckoutSessionView? session, bool hasChanged) => session switch
    {
        null => Missing(),
        { Status: CheckoutStatus.Completed } => Paid(session),
        { Status: CheckoutStatus.Canceled or CheckoutStatus.Expired } => Over(session),
        { CanPayOnPage: true } => Payable(session, hasChanged),
        { Status: CheckoutStatus.CompleteInProgress } => InProgress(new Onward(5, session.Id)),
        { Quote.Obstacles.Count: > 0 } => NotReady(session),
        _ => NotOffered(StatusCodes.Status200OK),
    };

    /// <summary>Where the provider leads a shopper back to who has paid.</summary>
    /// <param name="again">Null: it has looked often enough by itself.</param>
    public Page Returned(CheckoutSessionView? session, Onward? again) => session switch
    {
        null => Missing(),
        { Status: CheckoutStatus.Completed } => Paid(session),
        { Status: CheckoutStatus.Canceled or CheckoutStatus.Expired } => Over(session),
        _ => Confirming(session, again),
    };

    public Page InProgress(Onward again) => Plain(StatusCodes.Status200OK, "A payment is under way", Html.Of($"""
        <h1 role="status">A payment is under way</h1>
        <p>It is not yet known whether it went through. This page looks again by itself; please do not pay twice.</p>
        <p><a href="{again.Path}">Look again now</a></p>
        """)) with { Onward = again };

    public Page Refused(Refusal refusal) => Plain(StatusCodes.Status409Conflict, "Not possible now", Html.Of($"""
        <h1>This cannot be paid now</h1>
        <p>{refusal.Message}</p>
        <p class="soft">Nothing was charged. Go back to where you started this checkout to change it.</p>
        """));

    public Page NotOffered(int status) => Plain(status, "Not payable here", Html.Of($"""
        <h1>This is not paid here</h1>
        <p>Please go back to where you started this checkout and pay there. Nothing was charged.</p>
        """));

    public Page Unavailable() => Plain(StatusCodes.Status503ServiceUnavailable, "Please try again", Html.Of($"""
        <h1>Please try again in a moment</h1>
        <p>We could not reach our payment provider or our own records. Nothing was charged by this.</p>
        <form method="get"><button class="go">Try again</button></form>
        """));

    public Page Missing() => Plain(StatusCodes.Status404NotFound, "Nothing here", Html.Of($"""
        <h1>This link leads nowhere</h1>
        <p>It may be mistyped, or what it led to is too long ago.</p>
        """));

    /// <summary>The page is at an address that a form of ours may not be sent on to.</summary>
    public Page Linked(Uri page) => Plain(StatusCodes.Status200OK, "Go on to pay", Html.Of($"""
        <h1>Go on to pay</h1>
        <p>You pay at <strong>{page.Host}</strong>.</p>
        <p><a class="go" href="{page.AbsoluteUri}" rel="noreferrer">Go on to {page.Host}</a></p>
        """));

    private Page Payable(CheckoutSessionView session, bool hasChanged) => Plain(StatusCodes.Status200OK, $"Pay {Sums.Text(session)}", Html.Of($"""
        <h1>Your order</h1>
        {(hasChanged ? Html.Of($"""<p class="note" role="alert">The sum has changed since you saw it. Please look at it again.</p>""") : Html.Nothing)}
        {Sums.Of(session)}
        {Disclosures.Of(session)}
        <form method="post"><button class="go">Pay {Sums.Text(session)}</button></form>
        <p class="soft"><small>The button leads to the page of our payment provider, where you choose how to pay. You can pay until {Times.Of(session.ExpiresAt)}.</small></p>
        """));

    private Page Paid(CheckoutSessionView session) => Plain(StatusCodes.Status200OK, "Thank you", Html.Of($"""
        <h1 role="status">Thank you</h1>
        <p>{(session.Quote.Total == 0 ? "Your order is placed." : "Your order is paid.")}</p>
        {(session.Order is { } order ? Html.Of($"""
            <p>Your order number is <strong>{order.Number}</strong>.</p>
            <p><a class="go" href="{merchant.PermalinkOf(order.Id)}">See your order</a></p>
            """) : Html.Nothing)}
        {Sums.Of(session)}
        """));

    private Page Over(CheckoutSessionView session)
    {
        var (title, how) = session.Status == CheckoutStatus.Canceled ? ("Canceled", "was canceled") : ("Expired", "has expired");
        return Plain(StatusCodes.Status200OK, title, Html.Of($"""
            <h1>This checkout {how}</h1>
            <p>It can no longer be paid. If you have paid it all the same, the money goes back to you by itself.</p>
            <p class="soft">You can start again where you started it.</p>
            """));
    }

    private Page NotReady(CheckoutSessionView session) => Plain(StatusCodes.Status200OK, "Not ready yet", Html.Of($"""
        <h1>Something is still missing</h1>
        <p>This cannot be paid yet. Please go back to where you started it.</p>
        <ul>{Html.All(session.Quote.Obstacles.Select(obstacle => Html.Of($"<li>{obstacle.Message}</li>")))}</ul>
        {Sums.Of(session)}
        """));

    private Page Confirming(CheckoutSessionView session, Onward? again) => Plain(StatusCodes.Status200OK, "Confirming your payment", Html.Of($"""
        <h1 role="status">Your payment is being confirmed</h1>
        {(again is null
            ? Html.Of($"<p>This takes longer than usual; some ways to pay take hours or days. You need not wait: once the money is there, the order is placed by itself.</p>")
            : Html.Of($"<p>Usually this takes a few seconds. This page looks by itself.</p>"))}
        <p><a href="return">Look again now</a></p>
        {(session.CanPayOnPage ? Html.Of($"""<p>You have not paid yet? <a href="../{session.Id}">Back to your order</a></p>""") : Html.Nothing)}
        {Sums.Of(session)}
        """)) with { Onward = again };

    private Page Plain(int status, string title, Html body) => new(status, title, merchant.Name, Html.Of($"{body}{Links()}"))
    {
        FormsLeadTo = string.Join(' ', provider.Origins),
    };

    private Html Links() => merchant.Links.Count == 0 ? Html.Nothing : Html.Of($"""
        <nav aria-label="{merchant.Name}">{Html.All(merchant.Links.Select(link => Html.Of($"""<a href="{link.Url}">{link.Title ?? Words(link.Type)}</a>""")))}</nav>
        """);

    // «terms_of_use» as people write it.
    private static string Words(string type) => char.ToUpperInvariant(type[0]) + type[1..].Replace('_', ' ');
}
