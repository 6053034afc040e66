using static Acp.Pricing.Tests.Shop;

namespace Acp.Pricing.Tests;

public sealed class When_a_cart_is_priced
{
    private readonly Shop shop = new();

    [Fact]
    public async Task A_receipt_lists_its_totals_in_reading_order()
    {
        var cart = await shop.Cart(Ask("mug", 2), Ask("tee")) with
        {
            Destination = LosAngeles,
            Selected = [Ship("slow", "mug", "tee")],
            DiscountCodes = ["TEN"],
        };

        var quote = await shop.Price(cart);

        Assert.Equal(
            [
                (TotalType.ItemsBaseAmount, 3999),
                (TotalType.ItemsDiscount, 400), // 399.9
                (TotalType.Subtotal, 3599),
                (TotalType.Fulfillment, 500),
                (TotalType.Tax, 261), // 1800 and 1799 at 7.25 %: 130.5 and 130.4, each rounded on its line
                (TotalType.Total, 4360),
            ],
            quote.Totals.Select(line => (line.Type, line.Amount)));
        Assert.Empty(quote.Obstacles);
    }

    [Fact]
    public async Task No_discount_and_no_delivery_have_no_line()
    {
        var quote = await shop.Price(Ask("mug"));

        Assert.Equal(
            [TotalType.ItemsBaseAmount, TotalType.Subtotal, TotalType.Tax, TotalType.Total],
            quote.Totals.Select(line => line.Type));
        Assert.All(quote.Totals, line => Assert.NotEmpty(line.DisplayText));
    }

    [Fact]
    public async Task An_empty_cart_does_not_pass_for_a_free_one()
    {
        var quote = await shop.Price();

        Assert.Equal(0, quote.Total);
        Assert.Equal([("missing", "$.line_items")], quote.Missing());
    }

    [Fact]
    public async Task A_free_cart_can_be_paid() => Assert.Empty((await shop.Price(Ask("gift"))).Obstacles);

    [Theory]
    [InlineData(49, true)]
    [InlineData(50, false)]
    public async Task A_total_the_processor_would_not_take_is_an_obstacle(int pins, bool tooSmall)
    {
        var quote = await shop.Price(Ask("pin", pins));

        Assert.Equal(tooSmall ? [("minimum_not_met", "$.totals")] : [], quote.Missing());
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public async Task A_total_of_nine_digits_is_an_obstacle(int pins, bool tooLarge)
    {
        var quote = pins == 0 ? await shop.Price(Ask("yacht")) : await shop.Price(Ask("yacht"), Ask("pin", pins));

        Assert.Equal(tooLarge ? [("maximum_exceeded", "$.totals")] : [], quote.Missing());
    }

    [Fact]
    public async Task An_item_that_sold_out_since_is_an_obstacle_with_the_number_left()
    {
        var cart = await shop.Cart(Ask("ebook"), Ask("tee", 3)) with { Destination = Berlin, Selected = [Ship("slow", "tee")] };
        shop.Stock["tee"] = 2;

        var obstacle = Assert.Single((await shop.Price(cart)).Obstacles);

        Assert.Equal(("out_of_stock", "$.line_items[1]"), (obstacle.Code, obstacle.Param));
        Assert.Contains("Only 2 of Tee", obstacle.Message, StringComparison.Ordinal);
    }
}
