using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Acp.Deliveries;
using Acp.Gateway.Orders;
using Acp.Gateway.Tests.Host;
using Acp.Gateway.Tests.Witness;
using Acp.Orders;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Options;

namespace Acp.Gateway.Tests;

/// <summary>What stands in a message, byte for byte, and who has signed it how.</summary>
public sealed class When_an_order_is_told
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);
    private static readonly string[] Secrets = ["whsec_new_0123456789", "whsec_old_0123456789"];

    public static TheoryData<string> Each => Versions.Each;

    public static TheoryData<string> Brief => When_any_order_is_told.Brief;

    [Theory]
    [MemberData(nameof(Brief))]
    public void The_first_four_versions_tell_where_it_is_and_what_was_paid_back(string version)
    {
        const string Data = "\"type\":\"order\",\"checkout_session_id\":\"cs_1\",\"permalink_url\":\"https://shop.example/orders/ord_1\",\"status\":\"confirmed\",\"refunds\":";

        Assert.Equal($$$"""{"type":"order_create","data":{{{{Data}}}[]}}""", Text(version, SomeOrders.Placed()));
        Assert.Equal(
            $$$"""{"type":"order_update","data":{{{{Data}}}[{"type":"original_payment","amount":1000}]}}""",
            Text(version, SomeOrders.HalfShippedAndRefunded()));
    }

    [Theory]
    [InlineData(OrderStatus.Confirmed, "confirmed", "confirmed")]
    [InlineData(OrderStatus.ManualReview, "manual_review", "manual_review")]
    [InlineData(OrderStatus.Processing, "confirmed", "processing")]
    [InlineData(OrderStatus.Shipped, "shipped", "shipped")]
    [InlineData(OrderStatus.Completed, "fulfilled", "completed")]
    [InlineData(OrderStatus.Canceled, "canceled", "canceled")]
    public void Each_status_has_its_word(OrderStatus status, string brief, string full)
    {
        var words = Versions.Names.Select(version => Json(version, SomeOrders.Placed() with { Status = status }).GetProperty("data").GetProperty("status").GetString());

        Assert.Equal([brief, brief, brief, brief, full], words);
    }

    [Fact]
    public void The_newest_tells_all_of_it()
    {
        var order = Json(AcpHost.Version, SomeOrders.HalfShippedAndRefunded()).GetProperty("data");

        Assert.Equal(
            """{"id":"li_1","title":"Mug","product_id":"item_1","description":"A mug.","image_url":"https://shop.example/mug.png","quantity":{"ordered":2,"current":2,"fulfilled":1},"unit_price":1000,"subtotal":1750,"totals":[{"type":"items_base_amount","display_text":"Base amount","amount":2000},{"type":"items_discount","display_text":"Discount","amount":250},{"type":"subtotal","display_text":"Subtotal","amount":1750},{"type":"tax","display_text":"Tax","amount":140},{"type":"total","display_text":"Total","amount":1890}],"status":"partial"}""",
            order.GetProperty("line_items")[0].GetRawText());
        Assert.Equal(
            """{"id":"ful_1","type":"shipping","status":"in_transit","line_items":[{"id":"li_1","quantity":1}],"carrier":"USPS","tracking_number":"9400","tracking_url":"https://track.example/9400","destination":{"name":"Jane Doe","line_one":"1 Main St","city":"New York","state":"NY","country":"US","postal_code":"10001"},"estimated_delivery":{"earliest":"2026-05-04T12:00:00Z","latest":"2026-05-05T12:00:00Z"},"description":"One box","events":[{"id":"ful_1_1","type":"shipped","occurred_at":"2026-05-02T12:00:00Z","description":"One box"},{"id":"ful_1_2","type":"failed_attempt","occurred_at":"2026-05-03T12:00:00Z","description":"Nobody was in","location":"New York"}]}""",
            order.GetProperty("fulfillments")[0].GetRawText());
        Assert.Equal(
            """[{"id":"re_1","type":"refund","occurred_at":"2026-05-03T12:00:00Z","status":"completed","line_items":[{"id":"li_1","quantity":1}],"amount":1000,"currency":"usd","description":"Chipped","reason":"requested_by_customer"},{"id":"re_2","type":"refund","occurred_at":"2026-05-04T12:00:00Z","status":"pending","line_items":[],"amount":200,"currency":"usd","reason":"duplicate"}]""",
            order.GetProperty("adjustments").GetRawText());
        Assert.Equal("""{"confirmation_number":"1001","order_notes":"Ring twice."}""", order.GetProperty("confirmation").GetRawText());
        Assert.Equal("""{"email":"help@shop.example","phone":"1 555 0100","hours":"Mon-Fri 9-17","help_center_url":"https://shop.example/help"}""", order.GetProperty("support").GetRawText());
        Assert.Equal("2026-05-04T10:00:00.123Z 2026-05-06T10:00:00.123Z", $"{order.GetProperty("estimated_delivery").GetProperty("earliest").GetString()} {order.GetProperty("estimated_delivery").GetProperty("latest").GetString()}");
        Assert.Equal("""{"type":"amount_refunded","display_text":"Refunded","amount":1000}""", order.GetProperty("totals")[7].GetRawText());
    }

    [Theory]
    [MemberData(nameof(Each))]
    public void No_platform_is_told_what_is_the_merchants(string version)
    {
        var text = Text(version, SomeOrders.HalfShippedAndRefunded());

        Assert.DoesNotContain("jane@example.com", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Albany", text, StringComparison.Ordinal);
        Assert.DoesNotContain("opted_in", text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Each))]
    public void A_platform_gets_one_signature_the_newest_secrets(string version)
    {
        var sent = Sent(new OrderReceiver(version, Secrets));

        Assert.Equal($"t=1777896000,v1={Mac("1777896000", sent.Body, Secrets[0])}", sent.Headers["Merchant-Signature"]);
        Assert.Matches(@"^t=\d+,v1=[a-fA-F0-9]{64}$", sent.Headers["Merchant-Signature"]);
        Assert.Equal(
            ["API-Version", "Merchant-Signature", "Request-Id", "Timestamp"],
            sent.Headers.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(
            $"{version} msg_ord_1_4 2026-05-04T12:00:00Z application/json",
            $"{sent.Headers["API-Version"]} {sent.Headers["Request-Id"]} {sent.Headers["Timestamp"]} {sent.ContentType}");
    }

    [Fact]
    public void The_merchants_own_system_finds_a_signature_of_each_secret()
    {
        var sent = Sent(new OrderReceiver(ApiVersion: null, Secrets));

        Assert.Equal(
            $"t=1777896000,v1={Mac("1777896000", sent.Body, Secrets[0])},v1={Mac("1777896000", sent.Body, Secrets[1])}",
            sent.Headers["Merchant-Signature"]);
        Assert.False(sent.Headers.ContainsKey("API-Version"));
    }

    /// <summary>Against a value that another program made: <c>printf '1777896000.{"a":1}' | openssl dgst -sha256 -hmac whsec_new_0123456789</c>.</summary>
    [Fact]
    public void A_signature_is_what_others_make_of_the_same_bytes() => Assert.Equal(
        "t=1777896000,v1=bee29f8ba310681796a3af35323ffce2d850401cf895a8f8d2f6260320543e94",
        OrderSignature.Of("""{"a":1}"""u8, Noon, Secrets.Take(1)));

    [Fact]
    public void A_repeat_has_the_same_body_under_a_signature_of_its_own_time()
    {
        var receiver = new OrderReceiver(AcpHost.Version, Secrets);
        var (first, second) = (Sent(receiver), Sent(receiver, Noon.AddHours(1)));

        Assert.Equal(first.Body.ToArray(), second.Body.ToArray());
        Assert.Equal(first.Headers["Request-Id"], second.Headers["Request-Id"]);
        Assert.NotEqual(first.Headers["Merchant-Signature"], second.Headers["Merchant-Signature"]);
    }

    [Fact]
    public void The_merchant_is_told_what_a_confirmation_needs()
    {
        var message = JsonDocument.Parse(Sent(new OrderReceiver(null, Secrets), order: SomeOrders.Placed()).Body).RootElement;
        var order = message.GetProperty("data");

        Assert.Equal("msg_ord_1_1 order_create 1 2026-05-01T12:00:00Z", string.Join(' ', new[] { "id", "type", "sequence", "created" }.Select(name => message.GetProperty(name).ToString())));
        Assert.Equal("jane@example.com", order.GetProperty("buyer").GetProperty("email").GetString());
        Assert.Equal("1 Main St", order.GetProperty("fulfillment_details").GetProperty("address").GetProperty("line_one").GetString());
        Assert.Equal("Albany", order.GetProperty("billing_address").GetProperty("city").GetString());
        Assert.Equal("""[{"channel":"email","opted_in":true}]""", order.GetProperty("marketing_consents").GetRawText());
        Assert.Equal("""[{"code":"SAVE12","title":"12.5 % off","amount":250}]""", order.GetProperty("discounts").GetRawText());
        Assert.Equal("std", order.GetProperty("fulfillment_options")[0].GetProperty("id").GetString());
        Assert.Equal("""{"cart":"a<b>"}""", order.GetProperty("metadata").GetRawText());
        Assert.Equal(
            "agents usd 2390 0 Ring twice. en-US",
            string.Join(' ', new[] { "platform", "currency", "amount_charged", "amount_refunded", "order_notes", "locale" }.Select(name => order.GetProperty(name).ToString())));
    }

    [Fact]
    public void Whatever_the_merchant_is_told_is_in_the_schema_member_by_member() =>
        Prop.ForAll(AnyOrder.Messages.ToArbitrary(), message =>
        {
            var faults = MerchantSchema.Validate(JsonDocument.Parse(Sent(new OrderReceiver(null, Secrets), message: message).Body).RootElement);
            return faults.Count == 0 ? true : throw new SchemaViolationException(string.Join("; ", faults));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    private static OrderEvent Sent(OrderReceiver receiver, DateTimeOffset? now = null, OrderSnapshot? order = null, OrderMessage? message = null) =>
        new OrderEventBodies(new AcpVersions(Versions.All), Options.Create(SomeOrders.Supporting)).Render(
            receiver, message ?? SomeOrders.Message(order ?? SomeOrders.HalfShippedAndRefunded()), now ?? Noon);

    private static string Text(string version, OrderSnapshot order) =>
        Encoding.UTF8.GetString(Shops.Version(version, SomeOrders.Supporting).Render(SomeOrders.Message(order)).Span);

    private static JsonElement Json(string version, OrderSnapshot order) => JsonDocument.Parse(Text(version, order)).RootElement;

    private static string Mac(string time, ReadOnlyMemory<byte> body, string secret) => Convert.ToHexStringLower(
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{time}.{Encoding.UTF8.GetString(body.Span)}")));
}
