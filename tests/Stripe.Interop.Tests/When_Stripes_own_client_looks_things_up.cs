using System.Text.Json;
using Acp.Fakes;

namespace Acp.Stripe.Interop.Tests;

public sealed class When_Stripes_own_client_looks_things_up(StripesClient client)
{
    [Fact]
    public void It_pages_through_all_intents_newest_first()
    {
        var (paged, since) = (Ids("listed"), Ids("listed since"));

        Assert.True(paged.Count > 15, $"{paged.Count} intents are not more than three pages.");
        Assert.Equal(since, paged);
        Assert.Equal(paged.Count, paged.Distinct().Count());
        Assert.Equal(Id("succeeded"), paged[^1]);
        Assert.Empty(Ids("listed later"));
    }

    [Fact]
    public void It_follows_a_token_from_its_creation_to_its_use()
    {
        var (created, retrieved, consumed) = (client.Value("token created"), client.Value("token retrieved"), client.Value("token consumed"));

        Assert.True(JsonElement.DeepEquals(created, retrieved));
        Assert.Equal("shared_payment.granted_token", created.GetProperty("object").GetString());
        Assert.Equal(("usd", 5900), (Limit(created, "currency").GetString(), Limit(created, "max_amount").GetInt64()));
        Assert.Equal("one", created.GetProperty("shared").GetProperty("cart").GetString());
        Assert.Equal((null, "consumed"), (Reason(created), Reason(consumed)));
        Assert.Equal((0, 5397), (Captured(created), Captured(consumed)));
    }

    [Fact]
    public void It_revokes_a_token() => Assert.Equal("revoked", Reason(client.Value("token revoked")));

    [Theory]
    [InlineData("token unknown", "resource_missing")]
    [InlineData("token of an old version", null)]
    [InlineData("event unknown", "resource_missing")]
    public void What_is_not_there_is_a_404(string step, string? code)
    {
        var thrown = client.Of(step);

        Assert.Equal(404, thrown.GetProperty("status").GetInt32());
        Assert.Equal(code, thrown.TryGetProperty("code", out var told) ? told.GetString() : null);
    }

    [Fact]
    public void It_pages_through_all_events_newest_first()
    {
        var listed = Ids("events listed");

        Assert.True(listed.Count > 21, $"{listed.Count} events are not more than three pages.");
        Assert.Equal(Sellers.Select(it => it.Id).Reverse(), listed);
        Assert.Equal(
            Sellers.Where(it => it.Type == "shared_payment.granted_token.deactivated").Select(it => it.Id).Reverse(),
            Ids("events of a type"));
    }

    [Fact]
    public void It_reads_an_event_with_its_object_and_its_cause()
    {
        var told = client.Value("event retrieved");

        Assert.Equal("payment_intent.succeeded", told.GetProperty("type").GetString());
        Assert.Equal(("succeeded", "acp:cs_51:1"), (told.GetProperty("status").GetString(), told.GetProperty("key").GetString()));
        Assert.False(told.GetProperty("livemode").GetBoolean());
    }

    private IEnumerable<FakeEvent> Sellers => client.Stripe.Events.Where(it => it.Account == client.Stripe.Seller);

    private List<string> Ids(string step) => [.. client.Value(step).EnumerateArray().Select(it => it.GetString()!)];

    private string? Id(string step) => client.Value(step).GetProperty("id").GetString();

    private static JsonElement Limit(JsonElement token, string name) => token.GetProperty("limits").GetProperty(name);

    private static string? Reason(JsonElement token) => token.GetProperty("reason").GetString();

    private static long Captured(JsonElement token) => token.GetProperty("captured").GetInt64();
}
