using Acp.Chaos.Auditing;
using Acp.Chaos.Provider;
using Acp.Storm;

namespace Acp.Chaos.Tests;

/// <summary>A harness that cannot fail proves nothing: each violation is planted once into a history that is otherwise sound.</summary>
public sealed class When_a_history_is_audited
{
    private readonly Shop shop = new();

    public When_a_history_is_audited()
    {
        shop.Completed("cs_other");
        shop.Canceled("cs_gone");
        shop.Open("cs_open");
        shop.Shelves.Add(new Shelf(Shop.Item, Stock: 10, Left: 9));
    }

    [Fact]
    public void One_that_is_sound_passes()
    {
        shop.Completed("cs_1");
        shop.Shelves[0] = new Shelf(Shop.Item, 10, 8);

        Assert.Empty(shop.Verdict);
    }

    [Fact]
    public void A_second_charge_is_found()
    {
        shop.Charges.Add(Shop.ChargeOf("cs_other", 2));

        Finds("charged twice", "acp:cs_other:2");
    }

    [Fact]
    public void A_wrong_amount_is_found()
    {
        shop.Charges[0] = Shop.ChargeOf("cs_other", amount: 699);

        Finds("amount", "is completed for 700, but 699 was charged");
    }

    [Fact]
    public void An_order_that_nobody_paid_is_found()
    {
        shop.Charges.Clear();

        Finds("not charged", "is completed for 700, but nothing was charged");
    }

    [Fact]
    public void A_charge_of_a_canceled_session_is_found()
    {
        shop.Stories[1].Offers(Shop.TokenOf("cs_gone"));
        shop.Charges.Add(Shop.ChargeOf("cs_gone"));

        Finds("charged for nothing", "is canceled, but 700 was charged");
    }

    [Fact]
    public void A_charge_of_a_declined_session_is_found()
    {
        var story = shop.Stories[2];
        story.Offers(Shop.TokenOf("cs_open"));
        shop.Hears(story, Shop.Complete("cs_open"), Shop.Error(400, "payment_declined"));
        shop.Charges.Add(Shop.ChargeOf("cs_open"));

        Finds("charged for nothing", "is ready_for_payment, but 700 was charged");
    }

    [Fact]
    public void A_charge_of_a_declined_token_is_found()
    {
        shop.Stories[0].Offers("spt_decline_1");
        shop.Charges[0] = Shop.ChargeOf("cs_other") with { Token = "spt_decline_1" };

        Finds("declined", "spt_decline_1");
    }

    [Fact]
    public void A_token_that_paid_twice_is_found()
    {
        var story = shop.Completed("cs_1");
        story.Offers(Shop.TokenOf("cs_other"));
        shop.Charges[^1] = Shop.ChargeOf("cs_1") with { Token = Shop.TokenOf("cs_other") };
        shop.Shelves.Clear();

        Finds("shared token", "cs_other and cs_1");
    }

    [Fact]
    public void A_token_that_nobody_brought_is_found()
    {
        shop.Charges[0] = Shop.ChargeOf("cs_other") with { Token = "spt_from_nowhere" };

        Finds("foreign token", "spt_from_nowhere");
    }

    [Fact]
    public void A_charge_of_a_session_nobody_completed_is_found()
    {
        shop.Charges.Add(new Charge("cs_nobodys", 100, "spt_1", "acp:cs_nobodys:1"));

        Finds("stranger", "cs_nobodys");
    }

    [Fact]
    public void An_acknowledged_order_that_is_gone_is_found()
    {
        shop.Stories[0].Final = Shop.View("cs_other", "ready_for_payment");
        shop.Charges.Clear();
        shop.Shelves.Clear();

        Finds("lost", "was acknowledged with order order_cs_other, but is ready_for_payment");
    }

    [Fact]
    public void An_order_that_changed_is_found()
    {
        shop.Stories[0].Final = Shop.View("cs_other", "completed", "order_2");

        Finds("order", "has order order_2, but was acknowledged with order_cs_other");
    }

    [Fact]
    public void A_second_order_is_found()
    {
        shop.Hears(shop.Stories[0], Shop.Complete("cs_other", "key2"), Shop.Of(Shop.View("cs_other", "completed", "order_2")));

        Assert.Contains(shop.Verdict, it => it.Rule == "orders" && it.How.Contains("has 2 orders", StringComparison.Ordinal));
    }

    [Fact]
    public void A_session_left_in_progress_is_found()
    {
        shop.Stories[2].Final = Shop.View("cs_open", "complete_in_progress");

        Finds("stuck", "is left complete_in_progress");
    }

    [Fact]
    public void A_session_that_does_not_answer_is_found()
    {
        shop.Stories[2].Final = null;

        Finds("silent", "does not say");
    }

    [Fact]
    public void A_cancel_that_was_undone_is_found()
    {
        shop.Stories[1].Final = Shop.View("cs_gone", "ready_for_payment");

        Finds("not canceled", "was acknowledged as canceled, but is ready_for_payment");
    }

    [Fact]
    public void A_session_with_two_ends_is_found()
    {
        shop.Hears(shop.Stories[0], new Call(Verb.Cancel, "cancel"), Shop.Of(Shop.View("cs_other", "canceled")));

        Assert.Contains(shop.Verdict, it => it.Rule == "ends");
    }

    [Fact]
    public void Two_bodies_under_one_key_are_found()
    {
        shop.Hears(shop.Stories[0], Shop.Complete("cs_other"), Shop.Of(Shop.View("cs_other", "completed", "order_cs_other"), "another body"));

        Finds("replies", "answered the key key_cs_other with 200");
    }

    [Fact]
    public void Two_statuses_under_one_key_are_found()
    {
        shop.Hears(shop.Stories[2], Shop.Complete("cs_open"), Shop.Error(400, "payment_declined"));
        shop.Hears(shop.Stories[2], Shop.Complete("cs_open"), Shop.Error(409, "invalid_state"));

        Finds("replies", "400 payment_declined");
    }

    [Fact]
    public void A_reply_that_is_not_kept_may_differ()
    {
        shop.Hears(shop.Stories[2], Shop.Complete("cs_open"), Shop.Error(503, "payment_outcome_unknown") with { RetryAfter = TimeSpan.FromSeconds(5) });
        shop.Hears(shop.Stories[2], Shop.Complete("cs_open"), Shop.Error(409, "payment_in_progress") with { RetryAfter = TimeSpan.FromSeconds(5) });

        Assert.Empty(shop.Verdict);
    }

    [Fact]
    public void A_session_that_vanished_is_found()
    {
        shop.Hears(shop.Stories[2], new Call(Verb.Retrieve), Shop.Error(404, "not_found"));

        Finds("vanished", "404");
    }

    [Fact]
    public void An_error_nobody_handled_is_found()
    {
        shop.Hears(shop.Stories[2], Shop.Complete("cs_open"), Shop.Error(500, "internal_error"));

        Finds("5xx", "500 internal_error");
    }

    [Fact]
    public void An_update_that_was_lost_is_found()
    {
        shop.Stories[2].Quantity = 3;

        Finds("update", "has 1 of its item, but 3 were acknowledged");
    }

    [Fact]
    public void Stock_that_does_not_add_up_is_found()
    {
        shop.Shelves[0] = new Shelf(Shop.Item, Stock: 10, Left: 8);

        Finds("stock", "of 10 item_counted, 1 were sold and 8 are left");
    }

    private void Finds(string rule, string how)
    {
        var violation = Assert.Single(shop.Verdict);
        Assert.Equal(rule, violation.Rule);
        Assert.Contains(how, violation.ToString(), StringComparison.Ordinal);
    }
}
