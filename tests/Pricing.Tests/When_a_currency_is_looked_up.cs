namespace Acp.Pricing.Tests;

public sealed class When_a_currency_is_looked_up
{
    [Theory]
    [InlineData("usd", 2, 1, 50)]
    [InlineData("eur", 2, 1, 50)]
    [InlineData("gbp", 2, 1, 30)]
    [InlineData("jpy", 0, 1, 50)]
    [InlineData("huf", 2, 1, 17500)]
    [InlineData("isk", 2, 100, 100)]
    [InlineData("ugx", 2, 100, 100)]
    [InlineData("kwd", 3, 10, 10)]
    [InlineData("mga", 0, 1, 1)]
    public void Its_decimals_step_and_minimum_are_the_processors(string code, int decimals, long step, long minimum) =>
        Assert.Equal(new Currency(code, decimals, step, minimum), Currencies.Find(code));

    [Theory]
    [InlineData("USD")]
    [InlineData("xxx")]
    [InlineData("")]
    public void What_is_none_is_not_found(string code) => Assert.Null(Currencies.Find(code));

    [Fact]
    public void Every_minimum_can_itself_be_charged() =>
        Assert.All(Currencies.All, currency => Assert.Equal(0, currency.MinimumCharge % currency.Step));

    [Theory]
    [InlineData("usd", 1505, "15.05 USD")]
    [InlineData("jpy", 1505, "1505 JPY")]
    [InlineData("kwd", 50, "0.050 KWD")]
    public void Its_amounts_read_as_people_write_them(string code, long amount, string text) =>
        Assert.Equal(text, Currencies.Of(code).Text(amount));
}
