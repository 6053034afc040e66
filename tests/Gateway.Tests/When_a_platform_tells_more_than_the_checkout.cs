using System.Text.Json;
using Acp.CheckoutSessions;
using Acp.Gateway.Errors;
using Acp.Gateway.Tests.Host;
using Acp.Pricing;

namespace Acp.Gateway.Tests;

/// <summary>What is read of capabilities, groups, attribution, consents, authentication and traces.</summary>
public sealed class When_a_platform_tells_more_than_the_checkout
{
    private static readonly IAcpVersion Newest = Shops.Version("2026-04-17", Shops.Offering());
    private static readonly IAcpVersion Before = Shops.Version("2026-01-30", Shops.Offering());

    [Theory]
    [InlineData("""{}""", "", "")]
    [InlineData("""{"interventions":{"supported":["3ds","telepathy"],"display_context":7,"max_redirects":"many"}}""", "3ds,telepathy", "")]
    [InlineData("""{"extensions":["discount","com.example.loyalty@2026-01-01"]}""", "", "discount,com.example.loyalty@2026-01-01")]
    [InlineData("""{"extensions":[{"name":"discount","spec":1}],"payment":{"handlers":"mine"},"unheard":[]}""", "", "discount")]
    public void Unknown_capabilities_are_ignored_and_payment_handlers_are_ours_to_declare(string capabilities, string interventions, string extensions)
    {
        var create = Create($"\"capabilities\":{capabilities}");

        Assert.Equal((interventions, extensions), (string.Join(',', create.Interventions), string.Join(',', create.Extensions)));
    }

    [Fact]
    public void Groups_are_read_on_create_and_replaced_or_cleared_on_update()
    {
        const string Groups = """[{"id":"g","item_ids":["a","b"],"destination_type":"local_delivery","location_id":"l","instructions":"i","unheard":1}]""";

        var group = Create($"\"capabilities\":{{}},\"fulfillment_groups\":{Groups},\"quote_id\":\"q1\"").Groups.Single();
        var replaced = Newest.ReadUpdate(Json($"{{\"fulfillment_groups\":{Groups}}}")).Groups.Value!;

        Assert.Equal(("g", "a,b", FulfillmentType.LocalDelivery, "l", "i"), (group.Id, string.Join(',', group.ItemIds), group.Type, group.LocationId, group.Instructions));
        Assert.Equal("g", replaced.Single().Id);
        Assert.Equal(Change.To<IReadOnlyList<FulfillmentGroup>>(null), Newest.ReadUpdate(Json("""{"fulfillment_groups":null}""")).Groups);
        Assert.False(Newest.ReadUpdate(Json("{}")).Groups.Given);
    }

    [Theory]
    [InlineData("pickup", FulfillmentType.Pickup)]
    [InlineData("local_delivery", FulfillmentType.LocalDelivery)]
    public void An_option_to_fetch_or_be_brought_can_be_chosen(string type, FulfillmentType expected) => Assert.Equal(
        expected,
        Newest.ReadUpdate(Json($$"""{"selected_fulfillment_options":[{"type":"{{type}}","option_id":"o","item_ids":["a"]}]}""")).SelectedFulfillment.Value!.Single().Type);

    [Fact]
    public void Of_an_attribution_the_known_members_are_kept()
    {
        const string Given = """
            {"provider":"impact.com","token":"eyJ.4242424242424242.x","publisher_id":"1234567890","campaign_id":"23842712345670456","sub_id":"u1=abc&u2=def",
             "touchpoint":"middle","source":{"type":"url","url":"https://blog.example/@jane/123-456-7890","via":"x"},"issued_at":"2026-01-01T00:00:00Z","unheard":{"email":"jane@example.com"},
             "metadata":{"placement":"top_pick","rate":0.15,"verified":true,"nothing":null}}
            """;

        const string Kept = """{"provider":"impact.com","publisher_id":"1234567890","campaign_id":"23842712345670456","sub_id":"u1=abc\u0026u2=def","token":"eyJ.4242424242424242.x","issued_at":"2026-01-01T00:00:00+00:00","source":{"type":"url","url":"https://blog.example/@jane/123-456-7890"},"metadata":{"placement":"top_pick","rate":0.15,"verified":true}}""";

        Assert.Equal(Kept, Create($"\"capabilities\":{{}},\"affiliate_attribution\":{Given}").Attribution);
        Assert.Equal(Kept, Newest.ReadComplete(Complete($"\"affiliate_attribution\":{Given}")).Attribution);
        Assert.Null(Newest.ReadComplete(Complete("\"affiliate_attribution\":null")).Attribution);
    }

    [Theory]
    [InlineData("call (555) 010-9999", true)]
    [InlineData("555-010-9999", true)]
    [InlineData("+49 30 1234567", true)]
    [InlineData("078-05-1120", true)]
    [InlineData("jane.doe+x@mail.example", true)]
    [InlineData("5555 5555 5555 4444", true)]
    [InlineData("3782-822463-10005", true)]
    [InlineData("4242424242424241", false)] // The check digit is wrong.
    [InlineData("1234567890", false)]
    [InlineData("2026-05-01", false)]
    [InlineData("camp_summer-2026-0001", false)]
    [InlineData("v1.2.3", false)]
    public void What_obviously_tells_of_a_person_is_refused_and_an_id_is_not(string value, bool personal)
    {
        var attribution = $$$"""{"provider":"p","token":"t","metadata":{"k":"{{{value}}}"}}""";

        var refused = Record.Exception(() => Create($"\"capabilities\":{{}},\"affiliate_attribution\":{attribution}")) as RequestRefusedException;

        Assert.Equal(personal ? "pii_not_allowed" : null, refused?.Error.Code);
        Assert.DoesNotContain(value, refused?.Error.Message ?? "");
    }

    [Theory]
    [InlineData("user_email", true)]
    [InlineData("buyerPhone", true)]
    [InlineData("SSN", true)]
    [InlineData("shipping_address", true)]
    [InlineData("emailing_list", false)]
    [InlineData("addressable", false)]
    [InlineData("placement", false)]
    public void A_name_of_something_personal_is_refused(string name, bool personal)
    {
        var refused = Record.Exception(() => Create("\"capabilities\":{},\"affiliate_attribution\":{\"provider\":\"p\",\"token\":\"t\",\"metadata\":{\"" + name + "\":\"x\"}}")) as RequestRefusedException;

        Assert.Equal(personal ? $"$.affiliate_attribution.metadata.{name}" : null, refused?.Error.Param);
    }

    [Theory]
    [InlineData("""[{"channel":"email","opted_in":true},{"channel":"whatsapp","opted_in":false},{"channel":"pigeon","opted_in":true}]""", "email True,WhatsApp False")]
    [InlineData("[]", "")]
    [InlineData("null", "")]
    public void Consents_are_read_for_the_channels_that_were_offered(string consents, string expected)
    {
        Assert.Equal(expected, Spelled(Newest.ReadComplete(Complete($"\"marketing_consents\":{consents}"))));
        Assert.Equal("", Spelled(Before.ReadComplete(Complete($"\"marketing_consents\":{consents}"))));

        static string Spelled(CompleteCheckoutSession complete) => string.Join(',', complete.Consents.Select(one => $"{one.Channel} {one.OptedIn}"));
    }

    [Fact]
    public void An_authentication_brings_its_proof_and_a_failed_one_is_read_as_what_it_is()
    {
        const string Details = """
            {"outcome":"authenticated","outcome_details":{"three_ds_cryptogram":"AbCd=","electronic_commerce_indicator":"05","transaction_id":"ds_1","version":"2.2.0"}}
            """;

        var proven = Newest.ReadComplete(Complete($"\"authentication_result\":{Details}")).Authentication!;
        var failed = Before.ReadComplete(Complete("\"authentication_result\":{\"outcome\":\"abandoned\"}")).Authentication!;

        Assert.Equal(new AuthenticationProof("AbCd=", "05", "ds_1", "2.2.0"), proven.Proof);
        Assert.True(proven.Permits);
        Assert.Equal((AuthenticationOutcome.Abandoned, null, false), (failed.Outcome, failed.Proof, failed.Permits));
        Assert.Null(Newest.ReadComplete(Complete("\"authentication_result\":null")).Authentication);
    }

    [Theory]
    [InlineData("""{"reason_code":"timing_deferred","trace_summary":"Later.","metadata":{"price":1900,"again":true}}""", "timing_deferred", """{"trace_summary":"Later.","metadata":{"price":1900,"again":true}}""")]
    [InlineData("""{"reason_code":"boredom","metadata":{"a":{"b":1}}}""", "other", null)]
    [InlineData("""{"reason_code":"other","trace_summary":7,"metadata":"x"}""", "other", null)]
    [InlineData("""{"trace_summary":"No code."}""", null, """{"trace_summary":"No code."}""")]
    [InlineData("""[]""", null, null)]
    [InlineData("""null""", null, null)]
    public void A_trace_is_kept_as_far_as_it_is_one(string trace, string? reason, string? kept)
    {
        var cancel = Newest.ReadCancel(Json($"{{\"intent_trace\":{trace}}}"));

        Assert.Equal((reason, kept), (cancel.Reason, cancel.Trace));
    }

    [Fact]
    public void A_summary_that_is_too_long_is_dropped() =>
        Assert.Null(Newest.ReadCancel(Json($$$"""{"intent_trace":{"reason_code":"other","trace_summary":"{{{new string('x', 501)}}}"}}""")).Trace);

    [Fact]
    public void The_version_before_reads_no_notes()
    {
        var create = Before.ReadCreate(Json(Bodies.Create));

        Assert.Null(create.OrderNotes);
        Assert.False(Before.ReadUpdate(Json("""{"order_notes":"x"}""")).OrderNotes.Given);
        Assert.Null(Before.ReadComplete(Complete("\"order_notes\":\"x\"")).OrderNotes);
        Assert.Equal("Ring twice.", Newest.ReadCreate(Json(Bodies.Create)).OrderNotes);
    }

    private static CreateCheckoutSession Create(string members) =>
        Newest.ReadCreate(Json($$"""{"line_items":[{"id":"a"}],"currency":"usd",{{members}}}"""));

    private static JsonElement Complete(string members) => Json($"{Bodies.Complete.TrimEnd()[..^1]},{members}}}");

    private static JsonElement Json(string body) => JsonDocument.Parse(body).RootElement;
}
