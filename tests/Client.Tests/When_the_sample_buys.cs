using Buyer;

namespace Acp.Client.Tests;

/// <summary>samples/buyer against the real gateway.</summary>
public sealed class When_the_sample_buys(Shop shop) : IClassFixture<Shop>
{
    [Theory]
    [InlineData("item_ebook", "tok_visa", 0, "Paid: order ")]
    [InlineData("item_ebook", "tok_decline", 1, "Declined: ")]
    [InlineData("item_ebook", "tok_3ds", 1, "The shopper must authenticate first: ")]
    [InlineData("item_mug", "tok_visa", 1, "Refused: 400 not_ready_for_payment")]
    [InlineData("item_none", "tok_visa", 1, "No session: Refused")]
    public async Task It_tells_what_became_of_it(string item, string token, int code, string told)
    {
        using var output = new StringWriter();

        var ended = await Purchase.Run(["--url", shop.Address.ToString(), "--item", item, "--token", token], output);

        Assert.Equal(code, ended);
        Assert.Contains(told, output.ToString(), StringComparison.Ordinal);
    }
}
