using System.Text.Json;
using Acp.CheckoutSessions;
using Acp.Gateway.Tests.Host;
using Acp.Gateway.Tests.Witness;
using Acp.Pricing;

namespace Acp.Gateway.Tests;

public sealed class When_a_session_is_rendered
{
    private static readonly SchemaWitness Schemas = new(AcpHost.Version);

    public static TheoryData<string> Names => ["ready", "bare", "declined", "completed", "canceled", "expired", "complete_in_progress"];

    [Theory]
    [MemberData(nameof(Names))]
    public void It_is_what_the_schema_says_and_has_its_own_status(string name)
    {
        Assert.SkipUnless(Schemas.IsPresent, Schemas.WhyAbsent);
        var json = Render(Named(name));

        Assert.Empty(Schemas.Validate(name == "completed" ? "CheckoutSessionWithOrder" : "CheckoutSession", json));
    }

    [Theory]
    [InlineData(CheckoutStatus.NotReadyForPayment, "not_ready_for_payment")]
    [InlineData(CheckoutStatus.ReadyForPayment, "ready_for_payment")]
    [InlineData(CheckoutStatus.CompleteInProgress, "complete_in_progress")]
    [InlineData(CheckoutStatus.Completed, "completed")]
    [InlineData(CheckoutStatus.Canceled, "canceled")]
    [InlineData(CheckoutStatus.Expired, "expired")]
    public void Each_status_has_its_name(CheckoutStatus status, string name) =>
        Assert.Equal(name, Render(Sessions.Ready() with { Status = status }).GetProperty("status").GetString());

    [Fact]
    public void The_same_session_gives_the_same_bytes() =>
        Assert.Equal(Bytes(Sessions.Completed()), Bytes(Sessions.Completed()));

    [Fact]
    public void No_intervention_is_offered_that_the_agent_could_not_finish_with_us()
    {
        Assert.Empty(Texts(Render(Sessions.Ready()), "capabilities", "interventions", "supported"));
        Assert.Empty(Texts(Render(Sessions.Bare()), "capabilities", "interventions", "supported"));
    }

    [Fact]
    public void The_discount_extension_is_declared_only_where_it_is_in_use()
    {
        Assert.True(Render(Sessions.Ready()).GetProperty("capabilities").TryGetProperty("extensions", out _));
        Assert.False(Render(Sessions.Bare()).GetProperty("capabilities").TryGetProperty("extensions", out _));
    }

    [Fact]
    public void Obstacles_and_rejected_codes_become_messages_the_schema_knows()
    {
        Assert.Equal(
            ["error missing requires_buyer_input $.fulfillment_details.address", "error invalid recoverable $.line_items[0]"],
            Messages(Sessions.Bare()));
        Assert.Equal(["warning discount_code_expired recoverable $.discounts.codes[1]"], Messages(Sessions.Ready()));
    }

    [Fact]
    public void What_a_cart_lacks_is_not_told_of_a_session_that_is_over() =>
        Assert.Empty(Messages(Sessions.Bare() with { Status = CheckoutStatus.Canceled }));

    [Fact]
    public void A_decline_stands_among_the_messages_and_codes_of_other_versions_become_plain_ones() => Assert.Equal(
        [
            "warning discount_code_expired recoverable $.discounts.codes[1]",
            "error payment_declined requires_buyer_input $.payment_data",
            "warning price_change  ",
            "info   ",
            "info   ",
        ],
        Messages(Sessions.Declined()));

    [Fact]
    public void The_order_has_its_permalink_and_its_notes()
    {
        var order = Render(Sessions.Completed()).GetProperty("order");

        Assert.Equal("https://shop.example/orders/ord_1", order.GetProperty("permalink_url").GetString());
        Assert.Equal("cs_1", order.GetProperty("checkout_session_id").GetString());
        Assert.Equal("Ring twice.", order.GetProperty("confirmation").GetProperty("order_notes").GetString());
    }

    [Fact]
    public void Money_is_in_minor_units_as_it_was_quoted()
    {
        var session = Render(Sessions.Ready());

        Assert.Equal(
            "items_base_amount 2000, items_discount 250, subtotal 1750, discount 0, fulfillment 500, tax 140, total 2390",
            Totals(session.GetProperty("totals")));
        Assert.Equal(
            "items_base_amount 2000, items_discount 250, subtotal 1750, tax 140, total 1890",
            Totals(session.GetProperty("line_items")[0].GetProperty("totals")));
        Assert.Equal(12.5m, session.GetProperty("discounts").GetProperty("applied")[0].GetProperty("coupon").GetProperty("percent_off").GetDecimal());
    }

    [Fact]
    public void A_fixed_discount_names_its_currency()
    {
        var quote = Sessions.Ready().Quote;
        var session = Sessions.Ready() with
        {
            Quote = quote with { Applied = [new AppliedDiscount("FIVE", "Five off", null, 500, 500, [0, 500])] },
        };

        var applied = Render(session).GetProperty("discounts").GetProperty("applied")[0];

        Assert.Equal("""{"id":"FIVE","name":"Five off","amount_off":500,"currency":"usd"}""", applied.GetProperty("coupon").GetRawText());
        Assert.Equal("""[{"path":"$.line_items[1]","amount":500}]""", applied.GetProperty("allocations").GetRawText());
    }

    [Fact]
    public void What_the_platform_gave_comes_back_to_it()
    {
        var session = Render(Sessions.Ready());

        Assert.Equal("a<b>", session.GetProperty("metadata").GetProperty("cart").GetString());
        Assert.Equal("guest", session.GetProperty("buyer").GetProperty("account_type").GetString());
        Assert.Equal(5, session.GetProperty("buyer").GetProperty("loyalty").GetProperty("points_balance").GetInt32());
        Assert.Equal("2026-05-01T10:00:00.123Z", session.GetProperty("created_at").GetString());
    }

    private static CheckoutSessionView Named(string name) => name switch
    {
        "ready" => Sessions.Ready(),
        "bare" => Sessions.Bare(),
        "declined" => Sessions.Declined(),
        "completed" => Sessions.Completed(),
        "canceled" => Sessions.Bare() with { Status = CheckoutStatus.Canceled },
        "expired" => Sessions.Bare() with { Status = CheckoutStatus.Expired },
        _ => Sessions.Ready() with { Status = CheckoutStatus.CompleteInProgress },
    };

    private static byte[] Bytes(CheckoutSessionView session) => Sessions.Newest[AcpHost.Version].Render(session).ToArray();

    private static JsonElement Render(CheckoutSessionView session) => JsonDocument.Parse(Bytes(session)).RootElement;

    private static IEnumerable<string?> Texts(JsonElement json, params string[] path) =>
        path.Aggregate(json, (at, name) => at.GetProperty(name)).EnumerateArray().Select(text => text.GetString());

    private static IEnumerable<string> Messages(CheckoutSessionView session) => Render(session).GetProperty("messages").EnumerateArray()
        .Select(message => string.Join(' ', new[] { "type", "code", "resolution", "param" }
            .Select(name => message.TryGetProperty(name, out var value) ? value.GetString() : "")));

    private static string Totals(JsonElement totals) =>
        string.Join(", ", totals.EnumerateArray().Select(one => $"{one.GetProperty("type").GetString()} {one.GetProperty("amount")}"));
}
