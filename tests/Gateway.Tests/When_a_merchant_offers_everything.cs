using System.Text.Json;
using Acp.CheckoutSessions;
using Acp.Gateway.Tests.Host;
using Acp.Gateway.Tests.Witness;
using Acp.Pricing;

namespace Acp.Gateway.Tests;

/// <summary>What the two newest versions show of it, and where they differ.</summary>
public sealed class When_a_merchant_offers_everything
{
    private const string Newest = "2026-04-17";
    private const string Before = "2026-01-30";

    private static readonly DateTimeOffset Noon = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(Newest)]
    [InlineData(Before)]
    public void All_of_it_fits_the_schema(string version)
    {
        var schemas = new SchemaWitness(version);
        Assert.SkipUnless(schemas.IsPresent, schemas.WhyAbsent);

        Assert.Empty(schemas.Validate("CheckoutSession", Render(version, Everything())));
        Assert.Empty(schemas.Validate("CheckoutSessionWithOrder", Render(version, Completed())));
    }

    [Fact]
    public void Goods_can_be_fetched_or_brought_by_hand()
    {
        var options = Render(Newest, Everything()).GetProperty("fulfillment_options");

        Assert.Equal(
            """{"type":"pickup","id":"store","title":"At the store","location":{"name":"Downtown","address":{"name":"Jane Doe","line_one":"1 Main St","city":"New York","state":"NY","country":"US","postal_code":"10001","company":"ACME"},"phone":"15550001","instructions":"Ring."},"pickup_type":"curbside","ready_by":"2026-05-01T13:00:00Z","pickup_by":"2026-05-08T12:00:00Z","totals":[{"type":"fulfillment","display_text":"At the store","amount":0},{"type":"tax","display_text":"Tax","amount":0},{"type":"total","display_text":"At the store","amount":0}]}""",
            options[0].GetRawText());
        Assert.Equal(
            """{"type":"local_delivery","id":"courier","title":"By courier","delivery_window":{"start":"2026-05-01T14:00:00Z","end":"2026-05-01T16:00:00Z"},"service_area":{"radius_miles":2.5,"center_postal_code":"10001"},"totals":[{"type":"fulfillment","display_text":"By courier","amount":900},{"type":"tax","display_text":"Tax","amount":80},{"type":"total","display_text":"By courier","amount":980}]}""",
            options[1].GetRawText());
    }

    [Fact]
    public void A_window_that_nobody_knows_is_left_out()
    {
        var session = Everything();
        var vague = session with
        {
            Quote = session.Quote with { Options = [session.Quote.Options[1] with { LocalDelivery = new LocalDeliveryTerms(Noon, null, null, null) }] },
        };

        var option = Render(Newest, vague).GetProperty("fulfillment_options")[0];

        Assert.False(option.TryGetProperty("delivery_window", out _) || option.TryGetProperty("service_area", out _));
    }

    [Fact]
    public void Groups_and_several_choices_come_back_as_the_platform_made_them()
    {
        var session = Render(Newest, Everything());

        Assert.Equal(
            """[{"id":"g1","item_ids":["li_1"],"destination_type":"pickup","fulfillment_details":{"name":"Jane","address":{"name":"Jane Doe","line_one":"1 Main St","city":"New York","state":"NY","country":"US","postal_code":"10001","company":"ACME"}},"location_id":"store","instructions":"Leave it."}]""",
            session.GetProperty("fulfillment_groups").GetRawText());
        Assert.Equal(
            """[{"type":"pickup","option_id":"store","item_ids":["li_1"]},{"type":"local_delivery","option_id":"courier","item_ids":["li_2"]}]""",
            session.GetProperty("selected_fulfillment_options").GetRawText());
        Assert.Equal("quote_1", session.GetProperty("quote_id").GetString());
    }

    [Fact]
    public void A_line_tells_what_the_shopper_must_know()
    {
        var line = Render(Newest, Everything()).GetProperty("line_items")[0];

        Assert.Equal("MUG-1", line.GetProperty("sku").GetString());
        Assert.Equal(
            """[{"type":"disclaimer","content_type":"markdown","content":"**Hot**"},{"type":"disclaimer","content_type":"plain","content":"Made of clay."}]""",
            line.GetProperty("disclosures").GetRawText());
    }

    [Fact]
    public void The_newest_version_alone_asks_for_marketing_consent()
    {
        Assert.Equal(
            """[{"channel":"email","display_text":"News by email","privacy_policy_url":"https://shop.example/privacy"},{"channel":"WhatsApp","display_text":"News by WhatsApp","privacy_policy_url":"https://shop.example/privacy"}]""",
            Render(Newest, Everything()).GetProperty("marketing_consent_options").GetRawText());
        Assert.False(Render(Before, Everything()).TryGetProperty("marketing_consent_options", out _));
        Assert.False(Render(Newest, Completed()).TryGetProperty("marketing_consent_options", out _));
    }

    [Theory]
    [InlineData(Newest)]
    [InlineData(Before)]
    public void A_shopper_can_go_on_elsewhere_as_long_as_there_is_something_to_go_on_with(string version)
    {
        Assert.Equal("https://shop.example/checkout?session=cs_1", Render(version, Everything()).GetProperty("continue_url").GetString());
        Assert.All(
            new[] { CheckoutStatus.Completed, CheckoutStatus.Canceled, CheckoutStatus.Expired },
            over => Assert.False(Render(version, Everything() with { Status = over }).TryGetProperty("continue_url", out _)));
    }

    [Theory]
    [InlineData(Newest)]
    [InlineData(Before)]
    public void A_shopper_goes_on_at_our_own_page_where_it_can_be_paid_there_and_the_merchant_has_none(string version)
    {
        var payable = Sessions.Ready() with { CanPayOnPage = true };

        Assert.Equal("https://shop.example/pay/cs_1", Shops.Render(version, payable, Sessions.Merchant).GetProperty("continue_url").GetString());
        Assert.Equal("https://shop.example/checkout?session=cs_1", Render(version, payable).GetProperty("continue_url").GetString());
        Assert.False(Shops.Render(version, Sessions.Ready(), Sessions.Merchant).TryGetProperty("continue_url", out _));
        Assert.False(Shops.Render(version, payable with { Status = CheckoutStatus.Expired }, Sessions.Merchant).TryGetProperty("continue_url", out _));
    }

    [Theory]
    [InlineData("discount", true)]
    [InlineData("discount@2026-01-27", true)]
    [InlineData("discounts", false)]
    [InlineData("loyalty", false)]
    public void An_extension_is_active_where_the_agent_declares_one_of_ours(string declared, bool active)
    {
        var session = Render(Newest, Sessions.Bare() with { Extensions = [declared] });

        Assert.Equal(active, session.GetProperty("capabilities").TryGetProperty("extensions", out _));
        Assert.Equal(active ? """{"codes":[],"applied":[],"rejected":[]}""" : "", session.TryGetProperty("discounts", out var discounts) ? discounts.GetRawText() : "");
    }

    [Fact]
    public void The_version_before_knows_no_company_no_resolution_no_notes_and_no_display_of_handlers()
    {
        var text = Render(Before, Completed() with { Messages = Sessions.Declined().Messages }).GetRawText();

        Assert.All(
            new[] { "company", "resolution", "order_notes", "display_name", "display_order", "\"type\":\"order\"" },
            word => Assert.DoesNotContain(word, text));
        Assert.Contains("\"severity\":\"high\"", text);
        Assert.Contains("\"version\":\"2026-01-30\"", text);
    }

    private static CheckoutSessionView Everything()
    {
        var ready = Sessions.Ready();
        var line = ready.Quote.Lines[0];
        var product = line.Line.Product with { Sku = "MUG-1", Disclosures = [new Disclosure(true, "**Hot**"), new Disclosure(false, "Made of clay.")] };
        var company = Sessions.Address with { Company = "ACME" };
        return ready with
        {
            FulfillmentDetails = new FulfillmentDetails("Jane", null, null, company),
            Groups = [new FulfillmentGroup("g1", ["li_1"], FulfillmentType.Pickup, new FulfillmentDetails("Jane", null, null, company), "store", "Leave it.")],
            QuoteId = "quote_1",
            Quote = ready.Quote with
            {
                Lines = [line with { Line = line.Line with { Product = product } }],
                Options =
                [
                    new FulfillmentOption(FulfillmentType.Pickup, "store", "At the store", null, null, null, null, 0)
                    {
                        Pickup = new PickupTerms("Downtown", company, "15550001", "Ring.", PickupType.Curbside, Noon.AddHours(1), Noon.AddDays(7)),
                    },
                    new FulfillmentOption(FulfillmentType.LocalDelivery, "courier", "By courier", null, null, null, null, 900)
                    {
                        Tax = 80,
                        LocalDelivery = new LocalDeliveryTerms(Noon.AddHours(2), Noon.AddHours(4), 2.5m, "10001"),
                    },
                ],
                Selected = [new(FulfillmentType.Pickup, "store", ["li_1"]), new(FulfillmentType.LocalDelivery, "courier", ["li_2"])],
            },
        };
    }

    private static CheckoutSessionView Completed() => Everything() with { Status = CheckoutStatus.Completed, Order = Sessions.Completed().Order };

    private static JsonElement Render(string version, CheckoutSessionView session) => Shops.Render(version, session, Shops.Offering());
}
