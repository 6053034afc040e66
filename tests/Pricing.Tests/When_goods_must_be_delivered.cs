using Acp.CheckoutSessions;
using static Acp.Pricing.Tests.Shop;

namespace Acp.Pricing.Tests;

public sealed class When_goods_must_be_delivered
{
    private const string Choice = "$.selected_fulfillment_options";

    private readonly Shop shop = new();

    [Fact]
    public async Task Without_an_address_nothing_is_offered_and_the_address_is_missing()
    {
        var quote = await shop.Price(Ask("mug"));

        Assert.Empty(quote.Options);
        Assert.Equal([("missing", "$.fulfillment_details.address")], quote.Missing());
    }

    [Fact]
    public async Task A_place_nobody_ships_to_is_restricted()
    {
        var quote = await shop.Price(await shop.Cart(Ask("mug")) with { Destination = Lima });

        Assert.Equal([("region_restricted", "$.fulfillment_details.address")], quote.Missing());
    }

    [Fact]
    public async Task The_only_option_is_still_the_shoppers_choice()
    {
        var quote = await shop.Price(await shop.Cart(Ask("mug")) with { Destination = Oregon });

        Assert.Equal(["slow"], quote.Options.Select(option => option.Id));
        Assert.Empty(quote.Selected);
        Assert.Equal([("missing", Choice)], quote.Missing());
    }

    [Fact]
    public async Task Delivery_days_are_whole_days_from_the_order()
    {
        var quote = await shop.Price(await shop.Cart(Ask("mug")) with { Destination = Oregon });

        var option = Assert.Single(quote.Options);
        Assert.Equal(new DateTimeOffset(2026, 6, 18, 0, 0, 0, TimeSpan.Zero), option.EarliestDelivery);
        Assert.Equal(new DateTimeOffset(2026, 6, 20, 23, 59, 59, TimeSpan.Zero), option.LatestDelivery);
    }

    [Fact]
    public async Task A_choice_that_the_new_address_does_not_offer_is_dropped()
    {
        var cart = await shop.Cart(Ask("mug")) with { Destination = LosAngeles, Selected = [Ship("fast", "mug")] };
        Assert.Empty((await shop.Price(cart)).Obstacles);

        var moved = await shop.Price(cart with { Destination = Oregon });

        Assert.Empty(moved.Selected);
        Assert.Null(moved.Amount(TotalType.Fulfillment));
        Assert.Equal([("missing", Choice)], moved.Missing());
    }

    [Theory]
    [InlineData("mug", "tee")]
    [InlineData("li_mug", "li_tee")]
    [InlineData("li_mug", "tee")]
    public async Task Items_may_be_named_by_item_or_by_line(string first, string second)
    {
        var cart = await shop.Cart(Ask("mug"), Ask("tee")) with { Destination = Oregon, Selected = [Ship("slow", first, second)] };

        Assert.Empty((await shop.Price(cart)).Obstacles);
    }

    [Theory]
    [InlineData]
    [InlineData("mug")]
    [InlineData("tee")]
    public async Task Every_item_that_ships_must_be_named(params string[] ids)
    {
        var cart = await shop.Cart(Ask("mug"), Ask("tee")) with { Destination = Oregon, Selected = [Ship("slow", ids)] };

        Assert.All((await shop.Price(cart)).Missing(), one => Assert.Equal(("missing", Choice), one));
        Assert.NotEmpty((await shop.Price(cart)).Missing());
    }

    [Fact]
    public async Task One_option_in_two_entries_is_paid_once()
    {
        var cart = await shop.Cart(Ask("mug"), Ask("tee")) with { Destination = Oregon, Selected = [Ship("slow", "mug"), Ship("slow", "tee")] };

        var quote = await shop.Price(cart);

        Assert.Equal(500, quote.Amount(TotalType.Fulfillment));
        Assert.Empty(quote.Obstacles);
    }

    [Fact]
    public async Task An_item_that_left_the_cart_leaves_the_choice()
    {
        var cart = await shop.Cart(Ask("mug")) with { Destination = Oregon, Selected = [Ship("slow", "mug", "tee")] };

        Assert.Equal(["mug"], Assert.Single((await shop.Price(cart)).Selected).ItemIds);
    }

    [Fact]
    public async Task What_is_digital_needs_no_address_and_no_choice()
    {
        var quote = await shop.Price(Ask("ebook"));

        Assert.Equal(("digital", 0L), (Assert.Single(quote.Options).Id, quote.Amount(TotalType.Fulfillment)));
        Assert.Equal(["ebook"], Assert.Single(quote.Selected).ItemIds);
        Assert.Empty(quote.Obstacles);
    }

    [Fact]
    public async Task A_mixed_cart_gets_both()
    {
        var cart = await shop.Cart(Ask("ebook"), Ask("mug")) with { Destination = Oregon, Selected = [Ship("slow", "mug")] };

        var quote = await shop.Price(cart);

        Assert.Equal(["slow", "digital"], quote.Selected.Select(choice => choice.OptionId));
        Assert.Equal(500, quote.Amount(TotalType.Fulfillment));
        Assert.Empty(quote.Obstacles);
    }

    [Fact]
    public async Task A_sensible_choice_is_not_refused()
    {
        Assert.Null(await Check(Ship("slow", "mug", "li_tee"), new(FulfillmentType.Digital, "digital", ["ebook"])));
        Assert.Null(await Check(Ship("slow", "mug")));
        Assert.Null(await Check());
    }

    [Fact]
    public async Task A_choice_that_names_nothing_is_for_all_that_it_can_serve()
    {
        var cart = await shop.Cart(Ask("mug"), Ask("ebook"), Ask("tee"));

        var spelled = WholeCart.Spelled([Ship("slow"), Ship("fast", "mug"), new(FulfillmentType.Digital, "digital", [])], cart.Lines);

        Assert.Equal(["slow mug tee", "fast mug", "digital ebook"], spelled.Select(choice => $"{choice.OptionId} {string.Join(' ', choice.ItemIds)}"));
    }

    [Fact]
    public async Task An_option_that_is_not_offered_is_refused() =>
        Refused(await Check(Ship("slow", "mug"), Ship("teleport", "tee")), RefusalRule.UnknownFulfillmentOption, $"{Choice}[1].option_id");

    [Fact]
    public async Task An_item_that_is_not_in_the_cart_is_refused() =>
        Refused(await Check(Ship("slow", "mug", "pin")), RefusalRule.FulfillmentSelectionInvalid, $"{Choice}[0].item_ids[1]");

    [Fact]
    public async Task Shipping_what_is_digital_is_refused() =>
        Refused(await Check(Ship("slow", "ebook")), RefusalRule.FulfillmentSelectionInvalid, $"{Choice}[0].item_ids[0]");

    [Theory]
    [InlineData("mug")]
    [InlineData("li_mug")]
    public async Task An_item_that_two_options_serve_is_refused(string again) => Refused(
        await Check(Ship("slow", "mug"), Ship("fast", "tee", again)), RefusalRule.FulfillmentSelectionInvalid, $"{Choice}[1].item_ids[1]");

    [Fact]
    public async Task A_type_that_is_not_the_options_is_refused() =>
        Refused(await Check(new SelectedFulfillment(FulfillmentType.Digital, "slow", ["mug"])), RefusalRule.FulfillmentSelectionInvalid, $"{Choice}[0].type");

    private static void Refused(Refusal? refusal, RefusalRule rule, string param) =>
        Assert.Equal((rule, param), (refusal?.Rule, refusal?.Param));

    private async Task<Refusal?> Check(params SelectedFulfillment[] selection)
    {
        var cart = await shop.Cart(Ask("mug"), Ask("tee"), Ask("ebook")) with { Destination = LosAngeles };
        return FulfillmentChoice.Check(selection, (await shop.Price(cart)).Options, cart.Lines);
    }
}
