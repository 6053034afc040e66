using System.Net;
using Acp.Fakes;

namespace Acp.EndToEnd.Tests;

/// <summary>Issue, status, use by a checkout: what the issuer knows of the use, it knows from a webhook alone.</summary>
public sealed class When_a_token_is_issued_and_used
{
    [Fact]
    public async Task It_reads_used_with_its_payment_once_the_provider_has_told_however_often_it_tells()
    {
        await using var both = await IssuerAndShop.Open();
        var token = await both.Issued(IssuerAndShop.Wish(), "first");
        Assert.Equal("ACTIVE", await both.Status(token));

        var intent = await both.Spend(token);
        Assert.Equal("ACTIVE", await both.Status(token)); // Nobody has told yet.
        await both.Deliver(both.Told("shared_payment.issued_token.used", token));
        await both.Becomes(token, "USED");
        var used = await both.Token(token);
        var timeline = await both.Timeline(token);

        await both.Deliver(both.Told("shared_payment.issued_token.used", token));
        await both.Deliver(both.Told("shared_payment.issued_token.deactivated", token));
        await both.Deliver(both.Told("shared_payment.issued_token.active", token)); // Old news.
        await both.Deliver(both.Told("shared_payment.issued_token.used", token));

        Assert.Equal(intent, used.GetProperty("paymentIntent").GetString());
        Assert.Equal("intent_123", used.GetProperty("mandate").GetProperty("intentId").GetString());
        Assert.Equal(used.ToString(), (await both.Token(token)).ToString());
        Assert.Equal(timeline, await both.Timeline(token));
        Assert.Single(both.Stripe.Charges);
    }

    [Fact]
    public async Task A_use_that_is_told_past_the_tokens_time_counts_all_the_same()
    {
        await using var both = await IssuerAndShop.Open();
        await both.Spend(await both.Issued(IssuerAndShop.Wish(), "warm")); // The token lives in real time: nothing may be slow for being the first.
        var session = await both.Shop.ReadySession();
        var token = await both.Issued(IssuerAndShop.Wish(expiresIn: 20), "short");
        var intent = await both.Spend(token, session);

        await both.Becomes(token, "EXPIRED");
        await both.Deliver(both.Told("shared_payment.issued_token.used", token));

        await both.Becomes(token, "USED");
        Assert.Equal(intent, (await both.Token(token)).GetProperty("paymentIntent").GetString());
    }

    [Fact]
    public async Task A_use_that_is_told_before_our_own_reply_is_not_overwritten_by_it()
    {
        await using var both = await IssuerAndShop.Open();
        var hold = both.Stripe.Faults.HoldAfterExecution(StripeCall.IssueToken);
        var issuing = both.Issue(IssuerAndShop.Wish(), "held");
        await hold.Arrived;
        var active = both.Stripe.Events.Single(it => it.Type == "shared_payment.issued_token.active");
        var token = active.ObjectId;

        await both.Deliver(active);
        await both.Becomes(token, "ACTIVE");
        var intent = await both.Spend(token);
        await both.Deliver(both.Told("shared_payment.issued_token.used", token));
        await both.Becomes(token, "USED");
        hold.Release();
        using var reply = await issuing;

        Assert.Equal(HttpStatusCode.Created, reply.StatusCode);
        Assert.Equal(token, (await Shop.Body(reply)).GetProperty("id").GetString());
        var used = await both.Token(token);
        Assert.Equal(("USED", intent), (used.GetProperty("status").GetString(), used.GetProperty("paymentIntent").GetString()));
        Assert.Single(both.Stripe.Events, it => it.Type == "shared_payment.issued_token.active");
    }

    [Fact]
    public async Task Where_the_issuer_is_the_shop_itself_no_webhook_is_needed_and_a_repeat_issues_nothing()
    {
        await using var shop = await Shop.Open(("STRIPE_ISSUER_SECRET_KEY", "sk_test_fake_issuer"));
        await IssuerAndShop.Verified(shop.Gateway);
        shop.Stripe.Faults.Next(FaultKind.LoseReply, StripeCall.IssueToken);

        using var issued = await shop.Post("/spt", IssuerAndShop.Wish(), "once");
        using var again = await shop.Post("/api/spt", IssuerAndShop.Wish(), "once");
        using var other = await shop.Post("/spt", IssuerAndShop.Wish(amount: 1), "once");
        var token = (await Shop.Body(issued)).GetProperty("id").GetString()!;
        using var paid = await shop.Complete(await shop.ReadySession(), token);
        await Shop.OrderOf(paid);
        using var shown = await shop.Agent.GetAsync(new Uri($"/spt/{token}", UriKind.Relative));

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created, HttpStatusCode.UnprocessableEntity), (issued.StatusCode, again.StatusCode, other.StatusCode));
        Assert.Equal(await issued.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
        Assert.Equal("USED", (await Shop.Body(shown)).GetProperty("status").GetString());
        Assert.Equal(shop.Sends.Single().IntentId, (await Shop.Body(shown)).GetProperty("paymentIntent").GetString());
        Assert.Single(shop.Stripe.Events, it => it.Type == "shared_payment.issued_token.active");
    }
}
