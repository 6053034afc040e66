using Acp.Merchants;

namespace Acp.Gateway.Tests;

public sealed class When_a_domain_is_given
{
    [Theory]
    [InlineData("shop.example", "shop.example")]
    [InlineData("Shop.EXAMPLE", "shop.example")]
    [InlineData("localhost", "localhost")]
    [InlineData("a-b.c1.example", "a-b.c1.example")]
    [InlineData("1.2.3.example", "1.2.3.example")]
    [InlineData("bücher.example", "xn--bcher-kva.example")]
    [InlineData("BÜCHER.example", "xn--bcher-kva.example")]
    [InlineData("XN--BCHER-KVA.example", "xn--bcher-kva.example")]
    [InlineData("買い物.example", "xn--n8jt50rfrq.example")]
    [InlineData("shop。example", "shop.example")] // An ideographic full stop separates labels, too (RFC 3490).
    public void A_host_name_is_taken_in_lower_case_and_ASCII(string text, string domain)
    {
        Assert.True(MerchantDomains.TryRead(text, out var read));
        Assert.Equal(domain, read);
    }

    public static TheoryData<string> Others =>
    [
        "", " ", ".", "shop.example.", ".shop.example", "shop..example", " shop.example", "shop.example ", "shop example", "shop.example\n",
        "https://shop.example", "//shop.example", "shop.example/", "shop.example/acp", "shop.example?x", "shop.example#x", "shop.example:443",
        "ada@shop.example", "shop_1.example", "-shop.example", "shop-.example", "*.example", "shop.example%2f", "shop\\example", "shop.exa\0mple",
        "127.0.0.1", "127.1", "2130706433", "0x7f000001", "0x7f.1", "shop.0x7f", "shop.1", "0x", "[::1]", "::1", "fe80::1%eth0",
        "１２７.0.0.1", $"{new string('a', 64)}.example", string.Join('.', Enumerable.Repeat("abcdefg", 32)),
    ];

    [Theory]
    [MemberData(nameof(Others))]
    public void Nothing_else_is(string text) => Assert.False(MerchantDomains.TryRead(text, out _));
}
