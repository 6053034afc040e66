using System.Text.Json;
using Acp.CheckoutSessions;
using Acp.Gateway.Tests.Host;
using Acp.Pricing;
using Microsoft.Extensions.Options;

namespace Acp.Gateway.Tests;

/// <summary>What a good or a lenient body comes to.</summary>
public sealed class When_a_body_is_read
{
    private static readonly Version20260417.Version20260417 Version = new(Options.Create(Sessions.Merchant));

    [Fact]
    public void A_create_is_read_in_full()
    {
        var request = Version.ReadCreate(Json(Bodies.Create));

        Assert.Equal([new RequestedItem("item_1", 2)], request.Items);
        Assert.Equal("usd", request.Currency);
        Assert.Equal("jane@example.com", request.Buyer!.Email);
        Assert.Equal(new Address("Jane Doe", "1 Main St", null, "New York", "NY", "US", "10001"), request.FulfillmentDetails!.Address);
        Assert.Equal(["SAVE"], request.DiscountCodes);
        Assert.Equal(["3ds"], request.Interventions);
        Assert.Equal(("""{"a":1}""", "Ring twice."), (request.Metadata, request.OrderNotes));
    }

    [Theory]
    [InlineData("""{"id":"a"}""", 1)]
    [InlineData("""{"id":"a","quantity":null}""", 1)]
    [InlineData("""{"id":"a","quantity":3.0}""", 3)]
    [InlineData("""{"id":"a","quantity":1e6,"unit_amount":"free","name":7}""", 1_000_000)]
    public void An_item_needs_its_id_and_its_price_is_not_looked_at(string item, int quantity) => Assert.Equal(
        [new RequestedItem("a", quantity)],
        Version.ReadCreate(Json($$$"""{"line_items":[{{{item}}}],"currency":"usd","capabilities":{}}""")).Items);

    [Theory]
    [InlineData("""{"discounts":{"codes":["A"]},"coupons":["B"]}""", "A")]
    [InlineData("""{"discounts":{"codes":[]},"coupons":["B"]}""", "")]
    [InlineData("""{"discounts":{},"coupons":["B"]}""", "B")]
    [InlineData("""{"coupons":["B","C"]}""", "B,C")]
    [InlineData("""{"coupons":null}""", "cleared")]
    [InlineData("""{"discounts":null}""", "cleared")]
    [InlineData("""{"discounts":{"codes":null}}""", "cleared")]
    [InlineData("""{"discounts":{}}""", "unchanged")]
    [InlineData("{}", "unchanged")]
    public void Codes_win_over_coupons(string body, string expected)
    {
        var codes = Version.ReadUpdate(Json(body)).DiscountCodes;

        Assert.Equal(expected, !codes.Given ? "unchanged" : codes.Value is null ? "cleared" : string.Join(',', codes.Value));
    }

    [Fact]
    public void In_an_update_absent_leaves_and_null_clears()
    {
        var nothing = Version.ReadUpdate(Json("""{"unknown":1}"""));
        var clears = Version.ReadUpdate(Json("""{"buyer":null,"fulfillment_details":null,"selected_fulfillment_options":null,"order_notes":null}"""));

        Assert.False(nothing.Items.Given || nothing.Buyer.Given || nothing.FulfillmentDetails.Given || nothing.SelectedFulfillment.Given || nothing.OrderNotes.Given);
        Assert.Equal((Change.To<Buyer>(null), Change.To<FulfillmentDetails>(null)), (clears.Buyer, clears.FulfillmentDetails));
        Assert.Equal((Change.To<string>(null), false), (clears.OrderNotes, clears.Items.Given));
        Assert.Equal(Change.To<IReadOnlyList<SelectedFulfillment>>(null), clears.SelectedFulfillment);
    }

    [Theory]
    [InlineData("""{"type":"shipping","option_id":"std","item_ids":["a"]}""", FulfillmentType.Shipping, "std")]
    [InlineData("""{"type":"shipping","shipping":{"option_id":"std","item_ids":["a"]}}""", FulfillmentType.Shipping, "std")]
    [InlineData("""{"digital":{"option_id":"dl","item_ids":["a"]}}""", FulfillmentType.Digital, "dl")]
    [InlineData("""{"option_id":"std","item_ids":["a"]}""", FulfillmentType.Shipping, "std")]
    [InlineData("""{"option_id":"digital","item_ids":["a"]}""", FulfillmentType.Digital, "digital")]
    public void A_selection_may_be_flat_or_nested_and_without_type(string selection, FulfillmentType type, string option)
    {
        var read = Version.ReadUpdate(Json($$$"""{"selected_fulfillment_options":[{{{selection}}}]}""")).SelectedFulfillment.Value!.Single();

        Assert.Equal((type, option, "a"), (read.Type, read.OptionId, read.ItemIds.Single()));
    }

    [Theory]
    [InlineData(Bodies.Complete, "spt_123", "10001")]
    [InlineData("""{"shared_payment_granted_token":"spt_9"}""", "spt_9", null)]
    [InlineData("""{"shared_payment_granted_token":"spt_9","payment_data":null}""", "spt_9", null)]
    [InlineData("""{"shared_payment_granted_token":"spt_9","payment_data":{"billing_address":{"name":"J","line_one":"1","city":"C","state":"","country":"hk","postal_code":""}}}""", "spt_9", "")]
    [InlineData("""{"shared_payment_granted_token":"s","payment_data":{"handler_id":"card_tokenized","instrument":{"type":"card","credential":{"type":"spt","token":"s"}}}}""", "s", null)]
    [InlineData("""{"shared_payment_granted_token":"s","authentication_result":{"outcome":"denied"}}""", "s", null)]
    public void A_token_may_come_in_the_protocols_form_or_in_the_short_one(string body, string token, string? postalCode)
    {
        var request = Version.ReadComplete(Json(body));

        Assert.Equal((token, postalCode), (request.Token, request.BillingAddress?.PostalCode));
    }

    [Theory]
    [InlineData("{}", null)]
    [InlineData("[]", null)]
    [InlineData("""{"intent_trace":"no"}""", null)]
    [InlineData("""{"intent_trace":{"reason_code":7}}""", null)]
    [InlineData("""{"intent_trace":{"reason_code":"shipping_cost","metadata":[[]]}}""", "shipping_cost")]
    [InlineData("""{"intent_trace":{"reason_code":"Buyer said: call 555-0100"}}""", "other")]
    public void A_cancel_succeeds_whatever_its_trace_looks_like(string body, string? reason) =>
        Assert.Equal(reason, Version.ReadCancel(Json(body)).Reason);

    [Fact]
    public async Task A_cancel_needs_no_body()
    {
        await using var host = await AcpHost.Start();

        await host.Client.SendAsync(AcpHost.Post("/checkout_sessions/cs_1/cancel", null));

        Assert.Equal(new CancelCheckoutSession(null), Assert.Single(host.Session.Requests));
    }

    [Fact]
    public void A_buyer_is_kept_as_far_as_the_protocol_knows_it()
    {
        var buyer = Version.ReadUpdate(Json("""
            {"buyer":{"email":"a@b","customer_id":"c1","nickname":"x","company":{"name":"ACME","motto":"y"},
             "tax_exemption":{"certificate_id":"1","certificate_type":"resale","exempt_regions":["CA"]},"loyalty":null}}
            """)).Buyer.Value!;

        Assert.Equal(
            """{"customer_id":"c1","company":{"name":"ACME"},"tax_exemption":{"certificate_id":"1","certificate_type":"resale","exempt_regions":["CA"]}}""",
            buyer.Extras);
    }

    private static JsonElement Json(string body) => JsonDocument.Parse(body).RootElement;
}
