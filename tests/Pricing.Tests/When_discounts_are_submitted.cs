using static Acp.Pricing.Tests.Shop;

namespace Acp.Pricing.Tests;

public sealed class When_discounts_are_submitted
{
    private readonly Shop shop = new();

    [Fact]
    public async Task A_code_has_no_case_and_comes_back_as_it_was_sent()
    {
        var quote = await Price(1, "tEn");

        Assert.Equal(["tEn"], quote.DiscountCodes);
        Assert.Equal(("tEn", 100L), (Assert.Single(quote.Applied).Code, quote.Amount(TotalType.ItemsDiscount)));
    }

    [Theory]
    [InlineData("NOPE", DiscountRejection.Invalid)]
    [InlineData("OLD", DiscountRejection.Expired)]
    [InlineData("SOON", DiscountRejection.Invalid)]
    [InlineData("FIVER", DiscountRejection.MinimumNotMet)]
    public async Task A_code_that_does_not_count_is_rejected_with_its_reason(string code, DiscountRejection reason)
    {
        var quote = await Price(1, code);

        Assert.Equal((code, reason), (Assert.Single(quote.Rejected).Code, quote.Rejected[0].Reason));
        Assert.Null(quote.Amount(TotalType.ItemsDiscount));
    }

    [Theory]
    [InlineData(DiscountRejection.AlreadyApplied, "TEN", "ten")]
    [InlineData(DiscountRejection.CombinationDisallowed, "TEN", "ALONE")]
    [InlineData(DiscountRejection.CombinationDisallowed, "ALONE", "TEN")]
    public async Task The_first_of_two_that_exclude_each_other_stays(DiscountRejection reason, string first, string second)
    {
        var quote = await Price(2, first, second);

        Assert.Equal(first, Assert.Single(quote.Applied).Code);
        Assert.Equal((second, reason), (Assert.Single(quote.Rejected).Code, quote.Rejected[0].Reason));
    }

    [Fact]
    public async Task A_rejected_code_excludes_nothing()
    {
        var quote = await Price(2, "OLD", "TEN");

        Assert.Equal("TEN", Assert.Single(quote.Applied).Code);
    }

    [Fact]
    public async Task A_fixed_discount_takes_no_more_than_there_is()
    {
        var quote = await Price(2, "HUGE", "TEN");

        Assert.Equal(0, quote.Amount(TotalType.Subtotal));
        Assert.Equal([1800, 200], quote.Applied.Select(one => one.Amount));
    }

    [Fact]
    public async Task Two_that_combine_are_both_reckoned_from_the_full_price() =>
        Assert.Equal(200 + 500, (await Price(2, "TEN", "FIVER")).Amount(TotalType.ItemsDiscount));

    [Fact]
    public async Task An_end_is_the_first_moment_without_it()
    {
        var cart = await shop.Cart(Ask("mug")) with { DiscountCodes = ["OLD"] };
        var end = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        Assert.Single((await shop.Pricer.Price(cart, end.AddTicks(-1))).Applied);
        Assert.Single((await shop.Pricer.Price(cart, end)).Rejected);
    }

    private async Task<Quote> Price(int mugs, params string[] codes) =>
        await shop.Price(await shop.Cart(Ask("mug", mugs)) with { DiscountCodes = codes });
}
