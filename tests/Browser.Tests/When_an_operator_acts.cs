using Acp.Fakes;
using Microsoft.AspNetCore.Http;

namespace Acp.Browser.Tests;

/// <summary>Revoke, resolve, refund, redeliver: with a reason, once, and with the service's own words where it says no.</summary>
public sealed class When_an_operator_acts : IAsyncLifetime
{
    private const string Reason = "the shopper called";
    private const string Twice = "const act = document.querySelector('dialog button[type=submit]'); act.click(); act.click(); act.form.requestSubmit(); return null;";

    /// <summary>As a proxy would: the service carries the first refund out and its reply is lost; the next is stopped by a page of the proxy's own.</summary>
    private const string Proxy = """
        const through = window.fetch;
        const lost = [
          async (address, rest) => { await through(address, rest); throw new TypeError("lost"); },
          async () => new Response("<html>Somebody else</html>", { status: 403, headers: { "Content-Type": "text/html" } }),
        ];
        window.fetch = (address, rest) => (rest?.method === "POST" && lost.length > 0 ? lost.shift() : through)(address, rest);
        return null;
        """;

    private const string AllLocked = "const fields = [...document.querySelectorAll('dialog input, dialog select, dialog textarea')]; return fields.length > 0 && fields.every(it => it.disabled)";

    private static readonly TimeSpan UntilItSettles = TimeSpan.FromMinutes(1);

    private OperatedShop shop = null!;
    private Browser browser = null!;

    public When_an_operator_acts() => Assert.SkipUnless(Browser.IsPresent, Browser.WhyAbsent);

    public async ValueTask InitializeAsync()
    {
        shop = await OperatedShop.Open(("Checkout:SendsPerCall", "1"), ("Refunds:SendsPerCall", "1")); // One lost reply leaves it open.
        browser = new Browser();
        browser.LogIn(shop);
    }

    public async ValueTask DisposeAsync()
    {
        browser?.Dispose();
        await shop.DisposeAsync();
    }

    [Fact]
    public async Task Money_goes_back_once_though_the_button_is_pressed_twice()
    {
        var bought = await shop.Buy();
        browser.Visit($"orders/{bought.Order}", "Order");

        browser.Press("Refund");
        browser.Write("Amount in USD", "1.50");
        browser.Write("In words", Reason);
        Assert.Contains("1.50 USD of the", browser.TextAt("//dialog//*[@id='ask-says']"), StringComparison.Ordinal);
        browser.Ask<object?>(Twice);
        browser.Reads("1.50 USD: the refund is completed.");

        browser.Sees("Money that went back");
        Assert.Equal(150, Assert.Single(shop.Stripe.Bank.Refunds).Amount);
        Assert.Contains("olga", (await shop.Read($"/admin/orders/{bought.Order}")).GetProperty("timeline").ToString(), StringComparison.Ordinal);
    }

    /// <summary>The provider carries it out and its reply is lost, so the service cannot say; the operator asks again.</summary>
    [Fact]
    public async Task What_nobody_knows_the_end_of_can_only_be_asked_again_and_is_done_once()
    {
        var bought = await shop.Buy();
        shop.Stripe.Faults.Next(FaultKind.LoseReply, StripeCall.Refund);
        browser.Visit($"orders/{bought.Order}", "Order");

        browser.Press("Refund");
        browser.Write("In words", Reason);
        browser.Press("Refund", inside: "dialog");
        browser.Reads("Trying again is safe");

        Assert.True(browser.Ask<bool>("return [...document.querySelectorAll('dialog input, dialog select, dialog textarea')].every(it => it.disabled)"));
        shop.Clock.Forward(UntilItSettles);
        await Eventually.True(async () => (await shop.Read($"/admin/orders/{bought.Order}/refunds")).GetProperty("refunds")[0].GetProperty("status").GetString() == "completed");
        browser.Press("Try again");
        browser.Reads("the refund is completed.");
        Assert.Single(shop.Stripe.Bank.Refunds);
        Assert.Single(shop.Stripe.Ledger.Where(entry => entry.Call == StripeCall.Refund).Select(entry => entry.IdempotencyKey).Distinct());
    }

    [Fact]
    public async Task A_proxys_page_after_a_lost_reply_is_no_answer()
    {
        var bought = await RefundIntoTheDark();

        browser.Press("Try again", inside: "dialog");
        browser.Reads("answered 403");

        Assert.True(browser.Ask<bool>(AllLocked));
        browser.Press("Try again", inside: "dialog");
        browser.Reads("1.50 USD: the refund is completed.");
        await IsRefundedOnce(bought);
    }

    [Fact]
    public async Task A_dialog_that_is_opened_again_goes_on_with_what_is_open()
    {
        var bought = await RefundIntoTheDark();
        browser.Press("Cancel", inside: "dialog");
        browser.SeesNo("//dialog");
        browser.Open(new Uri("about:blank")); // The tab forgets the page, and what a proxy does in it.
        browser.Open(shop.Dashboard);
        browser.Sees("Overview");
        browser.Visit($"orders/{bought.Order}", "Order");

        browser.Press("Refund");
        browser.Reads("it is not known what became of an earlier try");

        Assert.True(browser.Ask<bool>(AllLocked));
        Assert.Equal("1.50", browser.Ask<string>("return document.querySelector('dialog input').value"));
        browser.Press("Try again", inside: "dialog");
        browser.Reads("1.50 USD: the refund is completed.");
        await IsRefundedOnce(bought);

        browser.Press("Refund");
        Assert.False(browser.Ask<bool>(AllLocked)); // What is known now is another wish.
    }

    /// <summary>One that is carried out, and whose reply nobody has heard.</summary>
    private async Task<Bought> RefundIntoTheDark()
    {
        var bought = await shop.Buy();
        browser.Visit($"orders/{bought.Order}", "Order");
        browser.Ask<object?>(Proxy);
        browser.Press("Refund");
        browser.Write("Amount in USD", "1.50");
        browser.Write("In words", Reason);
        browser.Press("Refund", inside: "dialog");
        browser.Reads("did not answer");
        return bought;
    }

    private async Task IsRefundedOnce(Bought bought)
    {
        browser.SeesNo("//dialog");
        Assert.Equal(150, Assert.Single(shop.Stripe.Bank.Refunds).Amount);
        Assert.Single((await shop.Read($"/admin/orders/{bought.Order}/refunds")).GetProperty("refunds").EnumerateArray());
    }

    [Fact]
    public async Task A_plain_no_is_shown_in_the_services_own_words_and_something_else_may_be_asked()
    {
        var bought = await shop.Buy();
        browser.Visit($"orders/{bought.Order}", "Order");
        browser.Press("Refund");
        using var meanwhile = await shop.Operate($"/admin/orders/{bought.Order}/refunds", new { amount = 100 });

        browser.Write("In words", Reason);
        browser.Press("Refund", inside: "dialog");
        browser.Holds("return /can still be refunded/.test(document.querySelector('dialog [role=alert]').textContent)");
        browser.Write("Amount in USD", "0.50");
        browser.Press("Refund", inside: "dialog");
        browser.Reads("0.50 USD: the refund is completed.");

        Assert.Equal([100L, 50L], shop.Stripe.Bank.Refunds.Select(refund => refund.Amount));
    }

    [Fact]
    public async Task Nothing_is_sent_without_a_reason()
    {
        var bought = await shop.Buy();
        browser.Visit($"orders/{bought.Order}", "Order");

        browser.Press("Hold");
        browser.Press("Hold the order");

        browser.Reads("This is needed.");
        Assert.Equal("textarea Reason", browser.Focused);
        Assert.Equal("confirmed", (await shop.Read($"/admin/orders/{bought.Order}")).GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_token_is_revoked_with_the_reason()
    {
        var session = await shop.Ready();
        using (await shop.Complete(session, "tok_decline"))
        {
        }

        var token = (await shop.Read("/admin/spt?status=ACTIVE")).GetProperty("data")[0].GetProperty("id").GetString()!;
        browser.Visit($"tokens/{Uri.EscapeDataString(token)}", "Token");

        browser.Press("Revoke");
        browser.Write("Reason", Reason);
        browser.Ask<object?>(Twice);
        browser.Reads("revoked");
        browser.SeesNo("//dialog");

        var told = await shop.Read($"/admin/spt/{Uri.EscapeDataString(token)}");
        Assert.Equal(("REVOKED", Reason), (told.GetProperty("status").GetString(), told.GetProperty("reason").GetString()));
    }

    [Fact]
    public async Task A_charge_whose_end_is_unknown_is_resolved()
    {
        var session = await shop.Ready();
        shop.Stripe.Faults.Next(FaultKind.LoseReply);
        using (await shop.Complete(session, "tok_visa"))
        {
        }

        browser.Visit($"sessions/{session}", "Checkout");
        browser.Press("Resolve");
        browser.Write("Reason", Reason);
        browser.Press("Ask the provider now");
        browser.Reads("Resolved: the session is completed.");

        Assert.Single(shop.Stripe.ChargesOf(session));
        Assert.Contains(Reason, (await shop.Read($"/admin/checkout_sessions/{session}")).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_buyers_data_wait_for_the_goods_unless_the_owner_says_otherwise()
    {
        var bought = await shop.Buy();
        browser.Visit($"sessions/{bought.Session}", "Checkout");
        Assert.Contains("\"buyer\"", (await shop.Read($"/admin/orders/{bought.Order}")).ToString(), StringComparison.Ordinal);

        browser.Press("Erase buyer");
        browser.Write("Reason", Reason);
        browser.Ask<object?>(Twice);
        browser.Reads("They are erased as soon as this is over: not fulfilled.");
        browser.SeesNo("//dialog");

        browser.Press("Erase buyer");
        browser.Write("Reason", Reason);
        browser.Ask<object?>("document.querySelector('dialog input[type=checkbox]').click(); return null;");
        browser.Press("Erase for good", inside: "dialog");
        browser.Reads("The buyer's data are erased.");

        Assert.DoesNotContain("\"buyer\"", (await shop.Read($"/admin/orders/{bought.Order}")).ToString(), StringComparison.Ordinal);
        Assert.Contains(Reason, (await shop.Read($"/admin/erasures/{bought.Session}")).GetProperty("timeline").ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_that_was_not_taken_is_sent_again()
    {
        shop.Merchant.Status = StatusCodes.Status500InternalServerError;
        var bought = await shop.Buy();
        await Eventually.True(() => shop.Merchant.Refused.Count == 1);
        shop.Merchant.Status = StatusCodes.Status200OK;
        browser.Visit($"deliveries/merchant/{bought.Order}", "Delivery");

        browser.Press("Redeliver");
        browser.Write("Reason", Reason);
        browser.Ask<object?>(Twice);
        browser.Reads("It is sent again.");

        await Eventually.True(() => shop.Merchant.Taken.Contains($"msg_{bought.Order}_1"));
        Assert.Contains(Reason, (await shop.Read($"/admin/deliveries/merchant/{bought.Order}")).GetProperty("timeline").ToString(), StringComparison.Ordinal);
    }
}
