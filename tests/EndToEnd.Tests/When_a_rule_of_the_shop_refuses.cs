namespace Acp.EndToEnd.Tests;

public sealed class When_a_rule_of_the_shop_refuses
{
    [Fact]
    public async Task Each_gets_its_status_and_code_and_nothing_changes()
    {
        await using var shop = await Shop.Open();
        foreach (var row in ShopRefusals.All)
        {
            var id = row.Arrange is null ? null : await row.Arrange(shop);
            var before = id is null ? null : (await shop.Session(id)).ToString();
            var (path, body) = row.Request(id ?? string.Empty);

            using var answer = await shop.Post(path, body);

            var error = await Shop.Body(answer);
            var param = error.TryGetProperty("param", out var value) ? value.GetString() : null;
            Assert.Equal((row.What, row.Status, row.Code, row.Param), (row.What, (int)answer.StatusCode, error.GetProperty("code").GetString(), param));
            Assert.Equal(before, id is null ? null : (await shop.Session(id)).ToString());
        }

        // Only what was arranged was ever charged.
        Assert.All(shop.Stripe.Charges, charge => Assert.StartsWith("spt_for_", charge.Token, StringComparison.Ordinal));
    }

    [Fact]
    public void The_documentation_shows_the_same_rows() => Assert.Equal(
        ShopRefusals.All.Select(row => row.Row),
        File.ReadAllLines(Path.Combine(Repository.Root, "docs", "bad-input.md")).Where(line => line.StartsWith("| rule |", StringComparison.Ordinal)));

    [Fact]
    public async Task Another_platforms_session_is_not_there()
    {
        await using var shop = await Shop.Open(
            ("Platforms__1__Name", "other-agent"), ("Platforms__1__ApiKeys__0", "other_platform_key"));
        var id = await shop.ReadySession();
        shop.Agent.DefaultRequestHeaders.Authorization = new("Bearer", "other_platform_key");

        foreach (var path in new[] { $"/checkout_sessions/{id}", $"/checkout_sessions/{id}/complete", $"/checkout_sessions/{id}/cancel" })
        {
            using var answer = await shop.Post(path, new { shared_payment_granted_token = "spt_1" });
            Assert.Equal(404, (int)answer.StatusCode);
        }

        Assert.Equal("not_found", (await shop.Session(id)).GetProperty("code").GetString());
        Assert.Empty(shop.Stripe.Ledger);
    }
}
