using System.Text.Json;
using Acp.CheckoutSessions;
using Acp.Gateway.Tests.Host;
using Acp.Pricing;

namespace Acp.Gateway.Tests;

/// <summary>What older versions have no word for, and what stands in its place.</summary>
public sealed class When_an_older_version_is_rendered
{
    private const string First = "2025-09-29";
    private const string Second = "2025-12-12";
    private const string Third = "2026-01-16";

    public static TheoryData<string> Older => [First, Second, Third];

    [Theory]
    [InlineData(CheckoutStatus.NotReadyForPayment, "not_ready_for_payment", "not_ready_for_payment")]
    [InlineData(CheckoutStatus.ReadyForPayment, "ready_for_payment", "ready_for_payment")]
    [InlineData(CheckoutStatus.AuthenticationRequired, "not_ready_for_payment", "ready_for_payment")]
    [InlineData(CheckoutStatus.CompleteInProgress, "in_progress", "in_progress")]
    [InlineData(CheckoutStatus.Completed, "completed", "completed")]
    [InlineData(CheckoutStatus.Canceled, "canceled", "canceled")]
    [InlineData(CheckoutStatus.Expired, "canceled", "canceled")]
    public void Each_status_has_its_word(CheckoutStatus status, string first, string later)
    {
        var session = Sessions.Ready() with { Status = status };

        Assert.Equal([first, later, later], Older.Select(version => Render(version.Data, session).GetProperty("status").GetString()));
    }

    [Fact]
    public void One_option_is_named_where_all_items_share_it_and_else_none()
    {
        var quote = Sessions.Ready().Quote;
        var lines = quote.Lines[0] with { Line = quote.Lines[0].Line with { LineId = "li_2", Product = quote.Lines[0].Line.Product with { Id = "item_2" } } };
        var mixed = Sessions.Ready() with { Quote = quote with { Lines = [quote.Lines[0], lines] } };
        var both = mixed with { Quote = mixed.Quote with { Selected = [.. quote.Selected, new(FulfillmentType.Digital, "digital", ["li_2"])] } };
        var all = mixed with { Quote = mixed.Quote with { Selected = [quote.Selected[0] with { ItemIds = ["li_1", "item_2"] }] } };

        Assert.Equal("std", Option(Sessions.Ready()));
        Assert.Null(Option(mixed));
        Assert.Null(Option(both));
        Assert.Equal("std", Option(all));
    }

    [Theory]
    [InlineData("Jane", "Doe", null, "Jane Doe")]
    [InlineData("Jane", null, "Jane van Dyk", "Jane van Dyk")]
    [InlineData(null, null, "Jane van Dyk", "Jane van Dyk")]
    [InlineData("Jane", "", "Madonna", null)]
    [InlineData(null, null, null, null)]
    public void A_buyer_of_whom_only_half_the_name_is_known_is_left_out(string? first, string? last, string? full, string? shown)
    {
        var session = Sessions.Ready() with { Buyer = new Buyer("jane@example.com", first, last, full, "15550001", """{"account_type":"guest"}""") };

        Assert.All(Older, version => Assert.Equal(shown, Render(version.Data, session).TryGetProperty("buyer", out var buyer)
            ? $"{buyer.GetProperty("first_name").GetString()} {buyer.GetProperty("last_name").GetString()}"
            : null));
    }

    [Fact]
    public void How_to_pay_is_told_as_each_has_it()
    {
        const string Cards = """[{"type":"card","supported_card_networks":["amex","discover","mastercard","visa"]}]""";

        Assert.Equal("""{"provider":"stripe","supported_payment_methods":["card"]}""", Provider(First));
        Assert.Equal($$"""{"provider":"stripe","supported_payment_methods":{{Cards}}}""", Provider(Second));
        Assert.Equal($$"""{"provider":"stripe","merchant_id":"acct_test","supported_payment_methods":{{Cards}}}""", Provider(Third));
    }

    [Fact]
    public void Who_authenticates_is_told_where_the_merchant_knows_its_acquirer()
    {
        var told = Shops.Render(Third, Sessions.Ready(), Shops.Offering());

        Assert.Equal(
            """{"provider":"stripe","merchant_id":"acct_test","supported_authentication_methods":["3ds"]}""",
            told.GetProperty("authentication_provider").GetRawText());
        Assert.False(Render(Third, Sessions.Ready()).TryGetProperty("authentication_provider", out _));
        Assert.False(Shops.Render(Second, Sessions.Ready(), Shops.Offering()).TryGetProperty("authentication_provider", out _));
    }

    [Fact]
    public void An_options_price_is_told_with_its_tax()
    {
        var quote = Sessions.Ready().Quote;
        var session = Sessions.Ready() with { Quote = quote with { Options = [quote.Options[0] with { Tax = 20 }] } };

        Assert.All([First, Second], version =>
        {
            var option = Assert.Single(Render(version, session).GetProperty("fulfillment_options").EnumerateArray());
            Assert.Equal((500, 20, 520), (option.GetProperty("subtotal").GetInt64(), option.GetProperty("tax").GetInt64(), option.GetProperty("total").GetInt64()));
            Assert.Equal("3 days", option.GetProperty("subtitle").GetString());
        });
        var totals = Render(Third, session).GetProperty("fulfillment_options")[0].GetProperty("totals").EnumerateArray();
        Assert.Equal(520, totals.Single(total => total.GetProperty("type").GetString() == "total").GetProperty("amount").GetInt64());
    }

    [Theory]
    [MemberData(nameof(Older))]
    public void Goods_that_are_fetched_are_not_shown(string version)
    {
        var quote = Sessions.Ready().Quote;
        var pickup = new FulfillmentOption(FulfillmentType.Pickup, "store", "Store", null, null, null, null, 0);
        var session = Sessions.Ready() with
        {
            Quote = quote with { Options = [.. quote.Options, pickup], Selected = [new(FulfillmentType.Pickup, "store", ["li_1"])] },
        };

        Assert.DoesNotContain("store", Render(version, session).GetRawText());
    }

    [Theory]
    [InlineData(First, "terms_of_use,seller_shop_policies")]
    [InlineData(Second, "terms_of_use,return_policy")]
    [InlineData(Third, "terms_of_use,return_policy")]
    public void Links_of_other_types_are_left_out(string version, string types)
    {
        var merchant = new MerchantOptions { Name = "Shop", PublicUrl = "https://shop.example", MerchantId = "acct_test" };
        foreach (var type in new[] { "terms_of_use", "return_policy", "faq", "support" })
        {
            merchant.Links.Add(new MerchantLink { Type = type, Title = "T", Url = $"https://shop.example/{type}" });
        }

        var links = Shops.Render(version, Sessions.Ready(), merchant).GetProperty("links").EnumerateArray();

        Assert.Equal(types, string.Join(',', links.Select(link => link.GetProperty("type").GetString())));
    }

    [Theory]
    [InlineData(First, "$.fulfillment_address")]
    [InlineData(Second, "$.fulfillment_details.address")]
    public void Messages_have_the_codes_and_places_of_the_version(string version, string address)
    {
        var declined = Sessions.Declined();
        var session = Sessions.Bare() with { Messages = declined.Messages, Quote = Sessions.Bare().Quote with { DiscountCodes = ["OLD"], Rejected = declined.Quote.Rejected } };

        Assert.Equal(
            [$"error missing {address}", "error invalid $.line_items[0]", "info  ", "error payment_declined $.payment_data", "info  ", "info  ", "info  "],
            Render(version, session).GetProperty("messages").EnumerateArray().Select(message => string.Join(' ', new[] { "type", "code", "param" }
                .Select(name => message.TryGetProperty(name, out var value) ? value.GetString() : ""))));
    }

    private static string? Option(CheckoutSessionView session) =>
        Render(First, session).TryGetProperty("fulfillment_option_id", out var id) ? id.GetString() : null;

    private static string Provider(string version) => Render(version, Sessions.Ready()).GetProperty("payment_provider").GetRawText();

    private static JsonElement Render(string version, CheckoutSessionView session) => Shops.Render(version, session, Sessions.Merchant);
}
