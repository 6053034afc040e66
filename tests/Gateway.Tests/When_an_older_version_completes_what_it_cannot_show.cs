using Acp.Gateway.Tests.Host;

namespace Acp.Gateway.Tests;

/// <summary>A newer version chose a pickup. An older one shows that session as not ready, so it must not sell it either.</summary>
public sealed class When_an_older_version_completes_what_it_cannot_show(RealShop shop) : IClassFixture<RealShop>
{
    private const string Newest = "2026-04-17";
    private const string Sessions = "/checkout_sessions";
    private static int tokens;

    public static TheoryData<string> Older => ["2025-09-29", "2025-12-12", "2026-01-16"];

    public static TheoryData<string> Newer => ["2026-01-30", Newest];

    [Theory]
    [MemberData(nameof(Older))]
    public async Task Nothing_is_charged(string version)
    {
        var (words, id) = (new Dialect(version), await PickedUp());
        var token = Token();
        Assert.Equal("not_ready_for_payment", (await shop.Get(version, id)).SessionStatus);

        var refused = await shop.Post(version, $"{Sessions}/{id}/complete", words.Complete(token));

        Assert.Equal(
            (400, "not_ready_for_payment", words.HasDetails ? "$.selected_fulfillment_options" : "$.fulfillment_option_id"),
            (refused.Status, refused.Code, refused.Param));
        Assert.Equal("ready_for_payment", (await shop.Get(Newest, id)).SessionStatus);
        Assert.Equal("completed", (await shop.Post(Newest, $"{Sessions}/{id}/complete", new Dialect(Newest).Complete(token))).SessionStatus);
    }

    /// <summary>Another token gives up a payment that waits. One that would be refused must not.</summary>
    [Theory]
    [MemberData(nameof(Older))]
    public async Task A_payment_that_waits_for_the_shopper_goes_on_waiting(string version)
    {
        var id = await PickedUp();
        await shop.Post(Newest, $"{Sessions}/{id}/complete", new Dialect(Newest).Complete($"tok_3ds_{Token()}"));
        var before = await shop.Get(Newest, id);

        var refused = await shop.Post(version, $"{Sessions}/{id}/complete", new Dialect(version).Complete(Token()));

        Assert.Equal((400, "not_ready_for_payment"), (refused.Status, refused.Code));
        Assert.Contains("requires_3ds", before.MessageCodes);
        Assert.Equal(before.Text, (await shop.Get(Newest, id)).Text);
    }

    [Theory]
    [MemberData(nameof(Older))]
    public async Task What_it_can_show_it_can_sell(string version)
    {
        var (words, id) = (new Dialect(version), await PickedUp());

        var chosen = await shop.Post(version, $"{Sessions}/{id}", words.Choose("us_standard", "item_mug"));
        var paid = await shop.Post(version, $"{Sessions}/{id}/complete", words.Complete(Token()));

        Assert.Equal(("ready_for_payment", 200, "completed"), (chosen.SessionStatus, paid.Status, paid.SessionStatus));
        Assert.Equal(chosen.Total("total"), paid.Total("total"));
    }

    [Theory]
    [MemberData(nameof(Newer))]
    public async Task A_version_that_shows_it_sells_it(string version) =>
        Assert.Equal("completed", (await shop.Post(version, $"{Sessions}/{await PickedUp()}/complete", new Dialect(version).Complete(Token()))).SessionStatus);

    private static string Token() => $"tok_pickup_{Interlocked.Increment(ref tokens)}";

    private async Task<string> PickedUp()
    {
        var created = await shop.Post(Newest, Sessions, new Dialect(Newest).Create("item_mug"));
        var chosen = await shop.Post(
            Newest,
            $"{Sessions}/{created.Id}",
            """{"selected_fulfillment_options":[{"type":"pickup","option_id":"sf_store","item_ids":["item_mug"]}]}""");
        Assert.Equal("ready_for_payment", chosen.SessionStatus);
        return created.Id;
    }
}
