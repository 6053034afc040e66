using static Acp.Pricing.Tests.Shop;

namespace Acp.Pricing.Tests;

public sealed class When_tax_is_due
{
    private readonly Shop shop = new();

    [Fact]
    public async Task The_most_specific_rule_counts_and_only_that_one()
    {
        Assert.Equal(73, await TaxOn("mug", LosAngeles)); // 72.5
        Assert.Equal(86, await TaxOn("mug", SanFrancisco)); // 86.25
        Assert.Equal(0, await TaxOn("mug", Oregon));
    }

    [Fact]
    public async Task A_category_has_its_own_rate()
    {
        Assert.Equal(145, await TaxOn("tee", LosAngeles)); // 144.9
        Assert.Equal(0, await TaxOn("tee", SanFrancisco));
    }

    [Fact]
    public async Task A_state_with_its_country_in_front_is_the_same_state() =>
        Assert.Equal(73, await TaxOn("mug", LosAngeles with { State = "US-ca" }));

    [Fact]
    public async Task Shipping_is_taxed_where_the_place_says_so()
    {
        var cart = await shop.Cart(Ask("mug")) with { Selected = [Ship("slow", "mug")] };

        Assert.Equal(73, (await shop.Price(cart with { Destination = LosAngeles })).Amount(TotalType.Tax));
        Assert.Equal(190 + 95, (await shop.Price(cart with { Destination = Berlin })).Amount(TotalType.Tax));
    }

    [Fact]
    public async Task Each_option_tells_what_tax_comes_with_it()
    {
        var cart = await shop.Cart(Ask("mug"));

        Assert.Equal(0, Assert.Single((await shop.Price(cart with { Destination = Oregon })).Options).Tax);
        Assert.Equal(95, Assert.Single((await shop.Price(cart with { Destination = Berlin })).Options).Tax);
    }

    [Fact]
    public async Task Goods_are_taxed_where_they_go_not_where_they_are_billed()
    {
        var cart = await shop.Cart(Ask("mug"), Ask("ebook")) with { BillingAddress = LosAngeles };

        Assert.Null((await shop.Price(cart)).TaxedAt);
        Assert.Equal(Berlin, (await shop.Price(cart with { Destination = Berlin })).TaxedAt);
    }

    [Fact]
    public async Task What_is_digital_is_taxed_where_its_buyer_is_billed()
    {
        var cart = await shop.Cart(Ask("ebook"));

        Assert.Equal(0, (await shop.Price(cart)).Amount(TotalType.Tax));
        Assert.Equal(95, (await shop.Price(cart with { Destination = Berlin })).Amount(TotalType.Tax));
        Assert.Equal(36, (await shop.Price(cart with { Destination = Berlin, BillingAddress = LosAngeles })).Amount(TotalType.Tax));
    }

    private async Task<long?> TaxOn(string item, Address destination) =>
        (await shop.Price(await shop.Cart(Ask(item)) with { Destination = destination })).Amount(TotalType.Tax);
}
