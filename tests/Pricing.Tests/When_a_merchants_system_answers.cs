using System.Text;

namespace Acp.Pricing.Tests;

/// <summary>With prices, half of an answer is a guess: what is not right as a whole is no answer.</summary>
public sealed class When_a_merchants_system_answers
{
    private static readonly string[] Asked = ["mug", "ebook"];

    [Fact]
    public void Products_are_frozen_with_everything_that_is_told_of_them()
    {
        var products = MerchantAnswers.Products(
            Utf8("""
                {"currency":"usd","products":[{"id":"mug","name":"Mug","description":"Clay.","price":1500,"kind":"physical","tax_category":"housewares",
                 "images":["https://shop.example/mug.jpg"],"max_per_order":6,"sku":"M-1","disclosures":[{"content_type":"plain","content":"Hot."}]}]}
                """),
            Asked,
            "usd");

        var mug = Assert.Single(products).Value;
        Assert.Equal(("mug", "Mug", "Clay.", 1500, ProductKind.Physical, "housewares", 6, "M-1"), (mug.Id, mug.Name, mug.Description, mug.UnitAmount, mug.Kind, mug.TaxCategory, mug.MaxPerOrder, mug.Sku));
        Assert.Equal(("https://shop.example/mug.jpg", "Hot."), (Assert.Single(mug.Images), Assert.Single(mug.Disclosures).Content));
    }

    [Theory]
    [InlineData("", "$")]
    [InlineData("<html>", "$")]
    [InlineData("null", "$")]
    [InlineData("[]", "$")]
    [InlineData("{}", "$")]
    [InlineData("""{"currency":"usd"}""", "$")]
    [InlineData("""{"products":[]}""", "$")]
    [InlineData("""{"currency":"usd","products":[],}""", "$")]
    [InlineData("""{"currency":"usd","products":[]} {}""", "$")]
    [InlineData("""{"currency":"usd","currency":"usd","products":[]}""", "$.currency")]
    [InlineData("""{"currency":"usd","products":[],"note":1}""", "$.note")]
    [InlineData("""{"currency":"eur","products":[]}""", "$.currency")]
    [InlineData("""{"currency":"USD","products":[]}""", "$.currency")]
    [InlineData("""{"currency":"usd","products":{}}""", "$.products")]
    [InlineData("""{"currency":"usd","products":[{"id":"mug","name":"Mug","kind":"physical"}]}""", "$.products[0]")]
    [InlineData("""{"currency":"usd","products":[{"id":"mug","name":"Mug","kind":"physical","price":-1}]}""", "$.products[0].price")]
    [InlineData("""{"currency":"usd","products":[{"id":"mug","name":"Mug","kind":"physical","price":15.00}]}""", "$.products[0].price")]
    [InlineData("""{"currency":"usd","products":[{"id":"mug","name":"Mug","kind":"physical","price":"1500"}]}""", "$.products[0].price")]
    [InlineData("""{"currency":"usd","products":[{"id":"mug","name":"Mug","kind":"physical","price":null}]}""", "$.products[0].price")]
    [InlineData("""{"currency":"usd","products":[{"id":"mug","name":"Mug","kind":"physical","price":100000000}]}""", "$.products[0].price")]
    [InlineData("""{"currency":"usd","products":[{"id":"mug","name":"Mug","kind":"physical","price":1e3}]}""", "$.products[0].price")]
    [InlineData("""{"currency":"usd","products":[{"id":"mug","name":"","kind":"physical","price":1500}]}""", "$.products[0].name")]
    [InlineData("""{"currency":"usd","products":[{"id":"mug","name":"Mug","kind":"service","price":1500}]}""", "$.products[0].kind")]
    [InlineData("""{"currency":"usd","products":[{"id":"cup","name":"Cup","kind":"physical","price":1500}]}""", "$.products[0]")]
    [InlineData("""{"currency":"usd","products":[{"id":"mug","name":"Mug","kind":"physical","price":1500},{"id":"mug","name":"Mug","kind":"physical","price":15}]}""", "$.products[1]")]
    [InlineData("""{"currency":"usd","products":[{"id":"mug","name":"Mug","kind":"physical","price":1500,"disclosures":[{"content_type":"markdown","content":"<b>x</b>"}]}]}""", "$.products[0].disclosures[0].content")]
    public void Products_that_are_not_right_are_no_answer(string answer, string place) =>
        Assert.Equal(place, Problem(() => MerchantAnswers.Products(Utf8(answer), Asked, "usd")));

    [Fact]
    public void A_price_is_a_multiple_of_its_currencys_step() => Assert.Equal(
        "$.products[0].price",
        Problem(() => MerchantAnswers.Products(Utf8("""{"currency":"kwd","products":[{"id":"mug","name":"Mug","kind":"physical","price":1501}]}"""), Asked, "kwd")));

    [Fact]
    public void Options_are_as_those_of_the_catalog_file()
    {
        var options = MerchantAnswers.Options(
            Utf8("""
                {"currency":"usd","options":[
                 {"type":"shipping","id":"std","title":"Standard","carrier":"USPS","price":500,"days":[3,5]},
                 {"type":"pickup","id":"store","title":"At the store","price":0,"place":"in_store","name":"Main Street","ready_in_hours":2,"kept_for_days":7,
                  "address":{"line_one":"9 Main St","city":"San Francisco","state":"CA","country":"US","postal_code":"94110"}},
                 {"type":"local_delivery","id":"courier","title":"Courier","price":900,"window_hours":[2,5],"service_area":{"radius_miles":5}}]}
                """),
            Shop.SanFrancisco,
            "usd",
            Shop.Now);

        Assert.Equal([(FulfillmentType.Shipping, "std", 500), (FulfillmentType.Pickup, "store", 0), (FulfillmentType.LocalDelivery, "courier", 900)], options.Select(option => (option.Type, option.Id, (int)option.Amount)));
        Assert.Equal(new DateTimeOffset(2026, 6, 18, 0, 0, 0, TimeSpan.Zero), options[0].EarliestDelivery);
        Assert.Equal("CA", options[1].Pickup!.Address.State);
    }

    [Theory]
    [InlineData("""{"currency":"jpy","options":[]}""", "$.currency")]
    [InlineData("""{"currency":"usd"}""", "$")]
    [InlineData("""{"currency":"usd","options":[{"type":"shipping","id":"std","title":"Standard","price":-500,"days":[3,5]}]}""", "$.options[0].price")]
    [InlineData("""{"currency":"usd","options":[{"type":"shipping","id":"std","title":"Standard","days":[3,5]}]}""", "$.options[0]")]
    [InlineData("""{"currency":"usd","options":[{"type":"shipping","id":"std","title":"Standard","price":500}]}""", "$.options[0]")]
    [InlineData("""{"currency":"usd","options":[{"type":"drone","id":"std","title":"Standard","price":500}]}""", "$.options[0].type")]
    [InlineData("""{"currency":"usd","options":[{"type":"shipping","id":"digital","title":"Standard","price":500,"days":[3,5]}]}""", "$.options[0].id")]
    [InlineData("""{"currency":"usd","options":[{"type":"shipping","id":"a","title":"A","price":500,"days":[3,5]},{"type":"local_delivery","id":"a","title":"A","price":5,"window_hours":[2,4]}]}""", "$.options[1]")]
    public void Options_that_are_not_right_are_no_answer(string answer, string place) =>
        Assert.Equal(place, Problem(() => MerchantAnswers.Options(Utf8(answer), Shop.SanFrancisco, "usd", Shop.Now)));

    [Fact]
    public void Nothing_is_shipped_where_no_address_was_told() => Assert.Equal(
        "$.options[0].type",
        Problem(() => MerchantAnswers.Options(Utf8("""{"currency":"usd","options":[{"type":"shipping","id":"std","title":"Standard","price":500,"days":[3,5]}]}"""), null, "usd", Shop.Now)));

    [Fact]
    public void A_rate_is_of_a_category_or_of_all_others()
    {
        var rates = Assert.Single(MerchantAnswers.Rates(Utf8("""{"rates":[{"rate_ppm":72500,"categories":{"books":0},"shipping_ppm":10000}]}"""), asked: 1));

        Assert.Equal((72500, 0, 10000), (rates.For("mugs"), rates.For("books"), rates.ShippingPpm));
    }

    [Theory]
    [InlineData("""{"rates":[]}""", "$.rates")]
    [InlineData("""{"rates":[{"rate_ppm":0,"shipping_ppm":0},{"rate_ppm":0,"shipping_ppm":0}]}""", "$.rates")]
    [InlineData("""{"rates":[{"shipping_ppm":0}]}""", "$.rates[0]")]
    [InlineData("""{"rates":[{"rate_ppm":72500}]}""", "$.rates[0]")]
    [InlineData("""{"rates":[{"rate_ppm":0.0725,"shipping_ppm":0}]}""", "$.rates[0].rate_ppm")]
    [InlineData("""{"rates":[{"rate_ppm":-1,"shipping_ppm":0}]}""", "$.rates[0].rate_ppm")]
    [InlineData("""{"rates":[{"rate_ppm":1000001,"shipping_ppm":0}]}""", "$.rates[0].rate_ppm")]
    [InlineData("""{"rates":[null]}""", "$.rates[0]")]
    public void Rates_that_are_not_right_are_no_answer(string answer, string place) =>
        Assert.Equal(place, Problem(() => MerchantAnswers.Rates(Utf8(answer), asked: 1)));

    [Fact]
    public void What_is_left_comes_in_the_order_that_was_asked() => Assert.Equal(
        [3, null],
        MerchantAnswers.Stock(Utf8("""{"stock":[{"id":"ebook","available":null},{"id":"mug","available":3}]}"""), Asked));

    [Theory]
    [InlineData("""{"stock":[{"id":"mug","available":3}]}""", "$.stock")]
    [InlineData("""{"stock":[{"id":"mug","available":3},{"id":"mug","available":3}]}""", "$.stock")]
    [InlineData("""{"stock":[{"id":"mug","available":3},{"id":"cup","available":3}]}""", "$.stock")]
    [InlineData("""{"stock":[{"id":"mug","available":3},{"id":"ebook"}]}""", "$.stock[1]")]
    [InlineData("""{"stock":[{"id":"mug","available":-3},{"id":"ebook","available":1}]}""", "$.stock[0].available")]
    public void Stock_that_is_not_right_is_no_answer(string answer, string place) =>
        Assert.Equal(place, Problem(() => MerchantAnswers.Stock(Utf8(answer), Asked)));

    [Fact]
    public void A_heap_of_brackets_is_refused_before_it_is_kept() => Assert.Equal(
        "$", Problem(() => MerchantAnswers.Stock(Utf8($$"""{"stock":[{{string.Join(',', Enumerable.Repeat("[]", 20_000))}}]}"""), Asked)));

    private static ReadOnlyMemory<byte> Utf8(string text) => Encoding.UTF8.GetBytes(text);

    /// <returns>The place of the first problem.</returns>
    private static string Problem(Action read) => Assert.Throws<CatalogInvalidException>(read).Problems[0].Path;
}
