using System.Text.Json;
using Acp.CheckoutSessions;
using Acp.Gateway.Errors;
using Acp.Gateway.Tests.Host;
using Acp.Pricing;

namespace Acp.Gateway.Tests;

/// <summary>What a good, a lenient and a bad body comes to in the versions that ask for <c>items</c>.</summary>
public sealed class When_an_older_version_is_read
{
    private const string First = "2025-09-29";
    private const string Second = "2025-12-12";
    private const string Third = "2026-01-16";
    private const string Proof = """{"three_ds_cryptogram":"AbCd=","electronic_commerce_indicator":"05","transaction_id":"ds_1","version":"2.2.0"}""";
    private const string Home = """{"name":"Jane Doe","line_one":"1 Main St","city":"New York","state":"NY","country":"us","postal_code":"10001"}""";

    public static TheoryData<string> Older => [First, Second, Third];

    public static TheoryData<string, string, string, string, string> Bad => new()
    {
        { First, "create", "{}", "missing_field", "$.items" },
        { First, "create", """{"items":[]}""", "missing_field", "$.items" },
        { First, "create", """{"items":[{"id":"a"}]}""", "missing_field", "$.items[0].quantity" },
        { First, "create", """{"items":[{"id":"a","quantity":2.5}]}""", "invalid_quantity", "$.items[0].quantity" },
        { First, "create", """{"items":[{"id":"a","quantity":"2"}]}""", "invalid_quantity", "$.items[0].quantity" },
        { First, "create", """{"items":[{"quantity":1}]}""", "missing_field", "$.items[0].id" },
        { First, "create", """{"items":[{"id":"a","quantity":1}],"fulfillment_address":{"name":"Jane"}}""", "missing_field", "$.fulfillment_address.line_one" },
        { First, "create", """{"items":[{"id":"a","quantity":1}],"fulfillment_address":"home"}""", "invalid_type", "$.fulfillment_address" },
        { First, "create", """{"items":[{"id":"a","quantity":1}],"buyer":{"email":"a@b.c","first_name":"Jane"}}""", "missing_field", "$.buyer.last_name" },
        { First, "update", """{"fulfillment_option_id":7}""", "invalid_type", "$.fulfillment_option_id" },
        { First, "update", """{"items":null}""", "missing_field", "$.items" },
        { Second, "create", """{"items":[{"id":"a","quantity":1}],"fulfillment_details":{"address":{"name":"Jane"}}}""", "missing_field", "$.fulfillment_details.address.line_one" },
        { Second, "create", """{"items":[{"id":"a","quantity":1}],"buyer":{"email":"a@b.c","last_name":"Doe"}}""", "missing_field", "$.buyer.first_name" },
        { Second, "update", """{"selected_fulfillment_options":[{"type":"shipping","shipping":{"item_ids":["a"]}}]}""", "missing_field", "$.selected_fulfillment_options[0].shipping.option_id" },
        { Second, "update", """{"selected_fulfillment_options":[{"type":"digital"}]}""", "missing_field", "$.selected_fulfillment_options[0].digital" },
        { Third, "update", """{"selected_fulfillment_options":[{"item_ids":["a"]}]}""", "missing_field", "$.selected_fulfillment_options[0].shipping" },
        { Third, "update", """{"selected_fulfillment_options":[{"type":"pickup","option_id":"store","item_ids":["a"]}]}""", "invalid_fulfillment_option", "$.selected_fulfillment_options" },
        { First, "complete", "{}", "missing_payment_data", "$.payment_data" },
        { First, "complete", """{"payment_data":{"provider":"stripe"}}""", "missing_field", "$.payment_data.token" },
        { Second, "complete", """{"payment_data":{"token":"spt_1"}}""", "missing_field", "$.payment_data.provider" },
        { Third, "complete", """{"payment_data":{"token":"spt_1","provider":"adyen"}}""", "unknown_payment_provider", "$.payment_data.provider" },
        { Third, "complete", Bodies.Complete, "missing_field", "$.payment_data.token" },
        { Second, "complete", """{"payment_data":{"token":"s","provider":"stripe"},"authentication_result":{"outcome":"attempt"}}""", "invalid_value", "$.authentication_result.outcome" },
        { Third, "complete", """{"payment_data":{"token":"s","provider":"stripe"},"authentication_result":{"outcome":"denied"}}""", "invalid_value", "$.authentication_result.outcome" },
        { Second, "complete", """{"payment_data":{"token":"s","provider":"stripe"},"authentication_result":{"outcome":"authenticated"}}""", "missing_field", "$.authentication_result.outcome_details" },
        { Second, "create", """{"items":[{"id":"a","quantity":1}],"affiliate_attribution":{"provider":"x","token":"t","sub_id":"jane@example.com"}}""", "pii_not_allowed", "$.affiliate_attribution.sub_id" },
        { Third, "complete", """{"shared_payment_granted_token":"a","payment_data":{"token":"b","provider":"stripe"}}""", "conflicting_tokens", "$.shared_payment_granted_token" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void What_is_wrong_is_told_with_its_place(string version, string operation, string body, string code, string param)
    {
        var refused = Assert.Throws<RequestRefusedException>(() => Read(version, operation, body));

        var error = Versions.Named(version).Fit(refused.Error);
        Assert.Equal((400, "invalid_request", code, param), (error.Status, error.Type, error.Code, error.Param));
        Assert.StartsWith(param, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Older))]
    public void A_create_is_in_the_merchants_currency_and_in_whole_pieces(string version)
    {
        var request = Versions.Named(version).ReadCreate(Json("""{"items":[{"id":"a","quantity":2.0}],"currency":"eur","line_items":"ignored"}"""));

        Assert.Equal([new RequestedItem("a", 2)], request.Items);
        Assert.Equal("usd", request.Currency);
    }

    [Theory]
    [MemberData(nameof(Older))]
    public void A_currency_that_nothing_is_sold_in_is_not_blamed_on_the_request(string version)
    {
        var refused = RefusalTable.Describe(new Refusal(RefusalRule.CurrencyNotSupported, "Nothing is sold in this currency.", "$.currency"));

        var error = Versions.Named(version).Fit(refused);

        Assert.Equal((400, "currency_not_supported", null), (error.Status, error.Code, error.Param));
        Assert.Contains("the merchant's own, usd", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_address_alone_is_where_it_goes()
    {
        var request = Versions.Named(First).ReadCreate(Json($$"""{"items":[{"id":"a","quantity":1}],"fulfillment_address":{{Home}}}"""));

        Assert.Equal(new FulfillmentDetails(null, null, null, new Address("Jane Doe", "1 Main St", null, "New York", "NY", "US", "10001")), request.FulfillmentDetails);
    }

    [Theory]
    [InlineData("std", FulfillmentType.Shipping)]
    [InlineData("digital", FulfillmentType.Digital)]
    public void One_option_is_for_all_that_it_serves(string option, FulfillmentType type)
    {
        var selection = Versions.Named(First).ReadUpdate(Json($$"""{"fulfillment_option_id":"{{option}}"}""")).SelectedFulfillment.Value!;

        var choice = Assert.Single(selection);
        Assert.Equal((type, option, 0), (choice.Type, choice.OptionId, choice.ItemIds.Count));
    }

    [Theory]
    [InlineData(First, """{"buyer":null,"fulfillment_address":null,"fulfillment_option_id":null}""")]
    [InlineData(Second, """{"buyer":null,"fulfillment_details":null,"selected_fulfillment_options":null}""")]
    [InlineData(Third, """{"buyer":null,"fulfillment_details":null,"selected_fulfillment_options":null}""")]
    public void Null_clears_and_absent_leaves(string version, string body)
    {
        var (clears, nothing) = (Versions.Named(version).ReadUpdate(Json(body)), Versions.Named(version).ReadUpdate(Json("{}")));

        Assert.Equal(Change.To<Buyer>(null), clears.Buyer);
        Assert.Equal(version == First ? default : Change.To<FulfillmentDetails>(null), clears.FulfillmentDetails);
        Assert.Equal(version == First ? Change.To<Address>(null) : default, clears.Destination);
        Assert.Equal((true, null), (clears.SelectedFulfillment.Given, clears.SelectedFulfillment.Value));
        Assert.False(nothing.Buyer.Given || nothing.FulfillmentDetails.Given || nothing.Destination.Given || nothing.SelectedFulfillment.Given || nothing.Items.Given);
    }

    [Theory]
    [MemberData(nameof(Older))]
    public void A_token_comes_with_its_provider_or_in_the_short_form(string version)
    {
        var own = Versions.Named(version).ReadComplete(Json($$$"""{"payment_data":{"token":"spt_1","provider":"stripe","billing_address":{{{Home}}}}}"""));
        var brief = Versions.Named(version).ReadComplete(Json("""{"shared_payment_granted_token":"spt_2"}"""));

        Assert.Equal(("spt_1", "10001"), (own.Token, own.BillingAddress?.PostalCode));
        Assert.Equal("spt_2", brief.Token);
    }

    [Theory]
    [InlineData(Second, "authenticated", AuthenticationOutcome.Authenticated)]
    [InlineData(Second, "attempt_acknowledged", AuthenticationOutcome.AttemptAcknowledged)]
    [InlineData(Second, "denied", AuthenticationOutcome.Denied)]
    [InlineData(Second, "not_supported", AuthenticationOutcome.NotSupported)]
    [InlineData(Third, "authenticated", AuthenticationOutcome.Authenticated)]
    [InlineData(Third, "attempt", AuthenticationOutcome.AttemptAcknowledged)]
    [InlineData(Third, "failed", AuthenticationOutcome.Denied)]
    [InlineData(Third, "rejected", AuthenticationOutcome.Rejected)]
    [InlineData(Third, "unavailable", AuthenticationOutcome.NotSupported)]
    public void Each_version_has_its_words_for_how_a_challenge_ended(string version, string word, AuthenticationOutcome outcome)
    {
        var result = Versions.Named(version).ReadComplete(Json(
            $$$"""{"shared_payment_granted_token":"s","authentication_result":{"outcome":"{{{word}}}","outcome_details":{{{Proof}}}}}""")).Authentication;

        Assert.Equal(new AuthenticationResult(outcome, new AuthenticationProof("AbCd=", "05", "ds_1", "2.2.0")), result);
    }

    [Fact]
    public void A_proof_may_be_missing_where_the_version_does_not_ask_for_it()
    {
        var result = Versions.Named(Third).ReadComplete(Json("""{"shared_payment_granted_token":"s","authentication_result":{"outcome":"attempt"}}""")).Authentication;

        Assert.Equal(new AuthenticationResult(AuthenticationOutcome.AttemptAcknowledged, null), result);
    }

    [Theory]
    [InlineData(Second)]
    [InlineData(Third)]
    public void Who_led_the_shopper_here_and_why_it_left_are_read(string version)
    {
        const string Claim = """{"provider":"impact.com","token":"atp_1"}""";
        var words = Versions.Named(version);

        var create = words.ReadCreate(Json($$"""{"items":[{"id":"a","quantity":1}],"affiliate_attribution":{{Claim}}}"""));
        var complete = words.ReadComplete(Json($$"""{"shared_payment_granted_token":"s","affiliate_attribution":{{Claim}}}"""));
        var cancel = words.ReadCancel(Json("""{"intent_trace":{"reason_code":"shipping_cost","trace_summary":"Too dear."}}"""));

        Assert.Contains("atp_1", create.Attribution);
        Assert.Contains("atp_1", complete.Attribution);
        Assert.Equal(("shipping_cost", """{"trace_summary":"Too dear."}"""), (cancel.Reason, cancel.Trace));
    }

    [Fact]
    public void The_oldest_knows_neither()
    {
        var words = Versions.Named(First);

        Assert.Null(words.ReadCreate(Json("""{"items":[{"id":"a","quantity":1}],"affiliate_attribution":7}""")).Attribution);
        Assert.Equal(new CancelCheckoutSession(null), words.ReadCancel(Json("""{"intent_trace":{"reason_code":"other"}}""")));
    }

    private static void Read(string version, string operation, string body)
    {
        var (words, json) = (Versions.Named(version), Json(body));
        _ = operation switch
        {
            "create" => (object)words.ReadCreate(json),
            "update" => words.ReadUpdate(json),
            _ => words.ReadComplete(json),
        };
    }

    private static JsonElement Json(string body) => JsonDocument.Parse(body).RootElement;
}
