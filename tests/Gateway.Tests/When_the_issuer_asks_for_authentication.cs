using System.Text.Json;
using Acp.CheckoutSessions;
using Acp.Gateway.Tests.Host;
using Acp.Gateway.Tests.Witness;

namespace Acp.Gateway.Tests;

/// <summary>What an agent is told of a payment that waits for its shopper.</summary>
public sealed class When_the_issuer_asks_for_authentication
{
    private const string Newest = AcpHost.Version;

    private static CheckoutSessionView Waiting => Sessions.Ready() with { Status = CheckoutStatus.AuthenticationRequired };

    [Theory]
    [InlineData(null, "")]
    [InlineData("challenge", ""","flow_preference":{"type":"challenge"}""")]
    [InlineData("challenge:mandated", ""","flow_preference":{"type":"challenge","challenge":{"type":"mandated"}}""")]
    [InlineData("frictionless:low_risk", ""","flow_preference":{"type":"frictionless","frictionless":{"type":"low_risk"}}""")]
    public void It_is_told_how_the_acquirer_knows_the_merchant(string? flow, string preference)
    {
        var session = Shops.Render(Newest, Waiting, Shops.Offering(flow));

        Assert.Equal("authentication_required", session.GetProperty("status").GetString());
        Assert.Equal(
            $$"""{"acquirer_details":{"acquirer_bin":"400000","acquirer_country":"US","acquirer_merchant_id":"merchant_1","merchant_name":"TEST SHOP"},"directory_server":"visa"{{preference}}}""",
            session.GetProperty("authentication_metadata").GetRawText());
        Assert.Equal(["3ds"], Supported(session));
        Fits(Newest, session);
    }

    [Fact]
    public void Nothing_is_invented_for_a_merchant_that_did_not_say()
    {
        var session = Shops.Render(Newest, Waiting, Sessions.Merchant);

        Assert.Equal("ready_for_payment", session.GetProperty("status").GetString());
        Assert.False(session.TryGetProperty("authentication_metadata", out _));
        Assert.Empty(Supported(session));
    }

    [Fact]
    public void A_version_that_asks_for_the_shoppers_browser_says_that_the_session_can_be_paid()
    {
        var session = Shops.Render("2026-01-30", Waiting, Shops.Offering());

        Assert.Equal("ready_for_payment", session.GetProperty("status").GetString());
        Assert.False(session.TryGetProperty("authentication_metadata", out _));
        Assert.Empty(Supported(session));
        Fits("2026-01-30", session);
    }

    [Fact]
    public void It_is_told_while_the_payment_waits_and_no_longer() => Assert.All(
        Enum.GetValues<CheckoutStatus>().Except([CheckoutStatus.AuthenticationRequired]),
        status => Assert.False(Shops.Render(Newest, Sessions.Ready() with { Status = status }, Shops.Offering()).TryGetProperty("authentication_metadata", out _)));

    [Fact]
    public void An_agent_that_cannot_run_it_is_not_offered_it() =>
        Assert.Empty(Supported(Shops.Render(Newest, Sessions.Ready() with { Interventions = ["biometric"] }, Shops.Offering())));

    private static IEnumerable<string?> Supported(JsonElement session) =>
        session.GetProperty("capabilities").GetProperty("interventions").GetProperty("supported").EnumerateArray().Select(one => one.GetString());

    private static void Fits(string version, JsonElement session)
    {
        var schemas = new SchemaWitness(version);
        Assert.SkipUnless(schemas.IsPresent, schemas.WhyAbsent);
        Assert.Empty(schemas.Validate("CheckoutSession", session));
    }
}
