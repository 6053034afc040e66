namespace Acp.EndToEnd.Tests;

public sealed class When_the_README_is_followed
{
    [Fact]
    public async Task Its_walk_works_as_written()
    {
        Assert.SkipUnless(Bash.IsPresent, Bash.WhyAbsent);
        await using var shop = await Shop.Open(("STRIPE_ISSUER_SECRET_KEY", "sk_test_fake_issuer"));
        await IssuerAndShop.Verified(shop.Gateway);

        var lines = await Lines(Walk().Replace("http://localhost:5080", shop.Gateway.Address.ToString().TrimEnd('/'), StringComparison.Ordinal));

        Assert.Equal(8, lines.TakeWhile(line => line != "{").Count());
        Assert.Contains("\"status\":\"ready_for_payment\"", lines[1], StringComparison.Ordinal);
        Assert.Contains("\"status\":\"completed\"", lines[2], StringComparison.Ordinal);
        Assert.Equal(lines[2], lines[3]);
        Assert.Contains("payment_declined", lines[4], StringComparison.Ordinal);
        Assert.Contains("\"status\":\"completed\"", lines[5], StringComparison.Ordinal);
        Assert.Contains("requires_3ds", lines[6], StringComparison.Ordinal);
        Assert.Contains("\"status\":\"ready_for_payment\"", lines[7], StringComparison.Ordinal);
        Assert.Contains(lines, line => line.Contains("payment.left_waiting", StringComparison.Ordinal));
        Assert.Contains("\"status\":\"ACTIVE\"", lines[^3], StringComparison.Ordinal);
        Assert.Contains("\"status\":\"completed\"", lines[^2], StringComparison.Ordinal);
        Assert.Contains("\"status\":\"USED\"", lines[^1], StringComparison.Ordinal);
        Assert.Equal(3, shop.Stripe.Charges.Count);
    }

    private static string Walk()
    {
        var readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));
        var section = readme[readme.IndexOf("## The walk", StringComparison.Ordinal)..];
        var block = section[(section.IndexOf("```sh\n", StringComparison.Ordinal) + 6)..];
        return block[..block.IndexOf("```", StringComparison.Ordinal)];
    }

    private static async Task<string[]> Lines(string script) => (await Bash.Run(script)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
