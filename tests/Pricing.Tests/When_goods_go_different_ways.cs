using Acp.CheckoutSessions;
using static Acp.Pricing.Tests.Shop;

namespace Acp.Pricing.Tests;

/// <summary>A shop with a store in Los Angeles, a locker for Californians and couriers in San Francisco.</summary>
public sealed class When_goods_go_different_ways
{
    private const string Choice = "$.selected_fulfillment_options";

    private static readonly string Catalog = Shop.Catalog.Replace("\"shipping\":", """
        "pickup": [
            {
              "id": "store", "title": "At the store", "description": "Downtown", "name": "Main Street Store",
              "address": { "line_one": "9 Main St", "line_two": "Back door", "city": "Los Angeles", "state": "CA", "country": "US", "postal_code": "90001" },
              "phone": "+1 555 0100", "instructions": "Ring twice.", "type": "curbside", "ready_in_hours": 2, "kept_for_days": 7, "prices": { "usd": 0 }
            },
            {
              "id": "locker", "title": "At a locker", "name": "Locker 7",
              "address": { "line_one": "7 Pier", "city": "San Francisco", "state": "CA", "country": "US", "postal_code": "94110" },
              "type": "locker", "to": [{ "country": "US", "states": ["CA"] }], "ready_in_hours": 24, "kept_for_days": 1, "prices": { "usd": 200 }
            }
          ],
          "local_delivery": [
            {
              "id": "today", "title": "Today", "to": [{ "country": "US", "city": "Town", "postal_prefixes": ["941-1", "943"] }],
              "window_hours": [2, 4], "service_area": { "radius_miles": 7.5, "center_postal_code": "94110" }, "prices": { "usd": 900 }
            }
          ],
          "shipping":
        """, StringComparison.Ordinal);

    private readonly Shop shop = new(Catalog);

    [Fact]
    public async Task Pickup_is_offered_without_an_address()
    {
        var quote = await shop.Price(Ask("mug"));

        Assert.Equal(["store", "locker"], quote.Options.Select(option => option.Id));
        Assert.Equal([("missing", "$.fulfillment_details.address")], quote.Missing());
    }

    [Fact]
    public async Task What_is_picked_up_needs_no_address()
    {
        var quote = await Price(null, [Pick("store", "mug")], Ask("mug"));

        Assert.Empty(quote.Obstacles);
        Assert.Equal((0L, "Pickup"), quote.Totals.Where(line => line.Type == TotalType.Fulfillment).Select(line => (line.Amount, line.DisplayText)).Single());
    }

    [Fact]
    public async Task A_pickup_says_where_and_from_when_until_when()
    {
        var option = (await shop.Price(Ask("mug"))).Options[0];

        Assert.Equal((FulfillmentType.Pickup, "At the store", "Downtown", 0L), (option.Type, option.Title, option.Description, option.Amount));
        Assert.Equal(
            new PickupTerms(
                "Main Street Store",
                new Address("Main Street Store", "9 Main St", "Back door", "Los Angeles", "CA", "US", "90001"),
                "+1 555 0100",
                "Ring twice.",
                PickupType.Curbside,
                new DateTimeOffset(2026, 6, 15, 16, 0, 0, TimeSpan.Zero),
                new DateTimeOffset(2026, 6, 22, 23, 59, 59, TimeSpan.Zero)),
            option.Pickup);
        Assert.Null(option.LocalDelivery);
    }

    [Fact]
    public async Task A_local_delivery_says_when_and_from_where()
    {
        var option = (await Price(SanFrancisco, [], Ask("mug"))).Options.Single(one => one.Type == FulfillmentType.LocalDelivery);

        Assert.Equal(
            new LocalDeliveryTerms(
                new DateTimeOffset(2026, 6, 15, 16, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 6, 15, 18, 0, 0, TimeSpan.Zero), 7.5m, "94110"),
            option.LocalDelivery);
        Assert.Null(option.Pickup);
    }

    [Fact]
    public async Task A_time_on_the_hour_stays_there()
    {
        var noon = new DateTimeOffset(2026, 6, 15, 12, 0, 0, TimeSpan.Zero);

        var quote = await shop.Pricer.Price(await shop.Cart(Ask("mug")), noon);

        Assert.Equal(noon.AddHours(2), quote.Options[0].Pickup!.ReadyBy);
    }

    [Theory]
    [InlineData("Town", "94110-1234", true)]
    [InlineData(" tOWN ", "94301", true)]
    [InlineData("Town", "94121", false)]
    [InlineData("Village", "94110", false)]
    public async Task Local_delivery_goes_to_the_places_it_serves_only(string city, string postalCode, bool isServed)
    {
        var quote = await Price(SanFrancisco with { City = city, PostalCode = postalCode }, [], Ask("mug"));

        Assert.Equal(isServed, quote.Options.Any(option => option.Id == "today"));
    }

    [Fact]
    public async Task A_pickup_for_some_places_is_not_offered_to_others()
    {
        Assert.Equal(["slow", "store"], (await Price(Oregon, [], Ask("mug"))).Options.Select(option => option.Id));
        Assert.Equal(["slow", "fast", "store", "locker"], (await Price(LosAngeles, [], Ask("mug"))).Options.Select(option => option.Id));
    }

    [Fact]
    public async Task Where_nothing_is_delivered_it_can_still_be_picked_up()
    {
        Assert.Equal([("region_restricted", "$.fulfillment_details.address")], (await Price(Lima, [], Ask("mug"))).Missing());
        Assert.Empty((await Price(Lima, [Pick("store", "mug")], Ask("mug"))).Obstacles);
    }

    /// <summary>What is told goes out in every version of the protocol, also in those that know no pickup.</summary>
    [Fact]
    public async Task What_is_missing_is_told_without_a_word_of_what_not_every_version_has()
    {
        var told = (await shop.Price(Ask("mug"))).Obstacles.Concat((await Price(Lima, [], Ask("mug"))).Obstacles).ToList();

        Assert.Equal(["missing", "region_restricted"], told.Select(obstacle => obstacle.Code));
        Assert.DoesNotContain(told, obstacle => obstacle.Message.Contains("pick", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Nothing_is_carried_where_all_is_digital() =>
        Assert.Equal(["digital"], (await Price(LosAngeles, [], Ask("ebook"))).Options.Select(option => option.Id));

    [Fact]
    public async Task Each_item_may_go_its_own_way_and_every_way_is_paid_once()
    {
        var quote = await Price(
            LosAngeles, [Ship("fast", "mug"), Pick("locker", "li_tee")], Ask("mug", 2), Ask("tee"), Ask("ebook"));

        Assert.Equal(["fast mug", "locker li_tee", "digital ebook"], quote.Selected.Select(choice => $"{choice.OptionId} {string.Join(' ', choice.ItemIds)}"));
        Assert.Equal(1500 + 200, quote.Amount(TotalType.Fulfillment));
        Assert.Empty(quote.Obstacles);
    }

    [Fact]
    public async Task Two_ways_of_shipping_are_both_paid()
    {
        var quote = await Price(LosAngeles, [Ship("fast", "mug"), Ship("slow", "tee")], Ask("mug"), Ask("tee"));

        Assert.Equal(1500 + 500, quote.Amount(TotalType.Fulfillment));
        Assert.Empty(quote.Obstacles);
    }

    [Fact]
    public async Task Each_item_without_a_way_is_named()
    {
        var quote = await Price(LosAngeles, [Pick("store", "mug")], Ask("mug"), Ask("tee"));

        Assert.Equal([("missing", Choice)], quote.Missing());
        Assert.Contains("Tee", quote.Obstacles[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_way_that_lost_its_last_item_is_not_paid()
    {
        var quote = await Price(LosAngeles, [Ship("fast", "tee"), Pick("store", "mug")], Ask("mug"));

        Assert.Equal(["store"], quote.Selected.Select(choice => choice.OptionId));
        Assert.Equal(0, quote.Amount(TotalType.Fulfillment));
    }

    [Fact]
    public async Task What_is_picked_up_is_taxed_there_and_the_rest_where_it_goes()
    {
        var quote = await Price(Berlin, [Ship("slow", "mug"), Pick("store", "tee")], Ask("mug"), Ask("tee"), Ask("ebook"));

        Assert.Equal([190, 145, 95], quote.Lines.Select(line => line.Tax)); // 19 % of 1000; 7.25 % of 1999; 19 % of 500.
        Assert.Equal(190 + 145 + 95 + 95, quote.Amount(TotalType.Tax)); // And 19 % on the shipping.
        Assert.Equal(Berlin, quote.TaxedAt);
    }

    [Fact]
    public async Task A_pickup_that_costs_is_taxed_where_it_is()
    {
        var quote = await Price(null, [Pick("locker", "mug")], Ask("mug"));

        Assert.Equal(86, quote.Lines[0].Tax); // 8.625 % of 1000.
        Assert.Equal(17, quote.Options.Single(option => option.Id == "locker").Tax); // 8.625 % of 200.
        Assert.Equal(86 + 17, quote.Amount(TotalType.Tax));
        Assert.Equal("7 Pier", quote.TaxedAt!.LineOne);
    }

    [Fact]
    public async Task Where_nothing_is_delivered_what_is_digital_is_taxed_where_its_buyer_is_billed()
    {
        var cart = await shop.Cart(Ask("mug"), Ask("ebook")) with { Selected = [Pick("store", "mug")] };

        Assert.Equal([73, 0], (await shop.Price(cart)).Lines.Select(line => line.Tax));
        Assert.Null((await shop.Price(cart)).TaxedAt);
        Assert.Equal([73, 95], (await shop.Price(cart with { BillingAddress = Berlin })).Lines.Select(line => line.Tax));
        Assert.Equal(Berlin, (await shop.Price(cart with { BillingAddress = Berlin, Destination = Oregon })).TaxedAt);
    }

    [Fact]
    public async Task An_address_that_taxes_nothing_need_not_be_understood()
    {
        var unclear = Home("Calif.", "US", "90001");

        Assert.Empty((await Price(unclear, [Pick("store", "mug")], Ask("mug"))).Obstacles);
        Assert.Equal(
            [("invalid", "$.fulfillment_details.address.state")],
            (await Price(unclear, [Pick("store", "mug"), Ship("slow", "tee")], Ask("mug"), Ask("tee"))).Missing());
    }

    [Fact]
    public async Task A_billing_address_that_taxes_what_is_digital_must_be_understood()
    {
        var cart = await shop.Cart(Ask("mug"), Ask("ebook")) with { Selected = [Pick("store", "mug")], BillingAddress = Home("Calif.", "US", "90001") };

        Assert.Equal([("invalid", "$.payment_data.billing_address.state")], (await shop.Price(cart)).Missing());
    }

    [Fact]
    public async Task Any_mix_of_ways_is_accepted()
    {
        Assert.Null(await Check(Ship("fast", "mug"), Ship("slow", "li_tee"), new(FulfillmentType.Digital, "digital", ["ebook"])));
        Assert.Null(await Check(Pick("store", "mug", "li_mug"), Pick("store", "tee")));
        Assert.Null(await Check(new SelectedFulfillment(FulfillmentType.LocalDelivery, "today", ["mug"]), Pick("locker", "tee")));
    }

    [Fact]
    public async Task An_item_is_not_picked_up_twice()
    {
        var refusal = await Check(Pick("store", "mug"), Ship("slow", "tee"), Pick("locker", "li_mug"));

        Assert.Equal((RefusalRule.FulfillmentSelectionInvalid, $"{Choice}[2].item_ids[0]"), (refusal?.Rule, refusal?.Param));
        Assert.Contains("\"store\" is chosen for Mug", refusal!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pickup_is_not_shipped()
    {
        var refusal = await Check(Pick("store", "mug"), Ship("locker", "tee"));

        Assert.Equal((RefusalRule.FulfillmentSelectionInvalid, $"{Choice}[1].type"), (refusal?.Rule, refusal?.Param));
    }

    [Fact]
    public async Task What_is_digital_cannot_be_picked_up()
    {
        var refusal = await Check(Pick("store", "mug", "ebook"));

        Assert.Equal((RefusalRule.FulfillmentSelectionInvalid, $"{Choice}[0].item_ids[1]"), (refusal?.Rule, refusal?.Param));
    }

    [Fact]
    public async Task What_the_shopper_must_be_told_comes_with_the_item()
    {
        var told = new Shop(Catalog.Replace(
            "\"prices\": { \"usd\": 1000, \"jpy\": 1500 }",
            """
            "prices": { "usd": 1000 }, "sku": "MUG 1",
            "disclosures": [{ "content_type": "markdown", "content": "**Hot**" }, { "content_type": "plain", "content": "a < b" }]
            """,
            StringComparison.Ordinal));

        var product = (await told.Price(Ask("mug"))).Lines[0].Line.Product;

        Assert.Equal("MUG 1", product.Sku);
        Assert.Equal([new Disclosure(true, "**Hot**"), new Disclosure(false, "a < b")], product.Disclosures);
        Assert.Empty((await shop.Price(Ask("mug"))).Lines[0].Line.Product.Disclosures);
    }

    private static SelectedFulfillment Pick(string place, params string[] ids) => new(FulfillmentType.Pickup, place, ids);

    private async Task<Quote> Price(Address? destination, SelectedFulfillment[] selected, params RequestedItem[] asked) =>
        await shop.Price(await shop.Cart(asked) with { Destination = destination, Selected = selected });

    private async Task<Refusal?> Check(params SelectedFulfillment[] selection)
    {
        var cart = await shop.Cart(Ask("mug"), Ask("tee"), Ask("ebook")) with { Destination = SanFrancisco };
        return FulfillmentChoice.Check(selection, (await shop.Price(cart)).Options, cart.Lines);
    }
}
