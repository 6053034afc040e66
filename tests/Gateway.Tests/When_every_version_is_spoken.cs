using Acp.Gateway.Tests.Host;

namespace Acp.Gateway.Tests;

/// <summary>One life for all: the real sessions behind the real surface, in the words of each version.</summary>
public sealed class When_every_version_is_spoken(RealShop shop) : IClassFixture<RealShop>
{
    private const string Sessions = "/checkout_sessions";
    private static int tokens;

    public static TheoryData<string> Each => Versions.Each;

    public static TheoryData<string, string> Pairs =>
        [.. Versions.Names.SelectMany(first => Versions.Names.Where(second => second != first).Select(second => (first, second)))];

    /// <summary>Those that do not create alike.</summary>
    public static TheoryData<string, string> Strangers =>
        [.. Pairs.Select(pair => pair.Data).Where(pair => new Dialect(pair.Item1).NamesCurrency != new Dialect(pair.Item2).NamesCurrency)];

    [Theory]
    [MemberData(nameof(Each))]
    public async Task A_session_lives_from_its_creation_to_its_order(string version)
    {
        var words = new Dialect(version);

        var created = await shop.Post(version, Sessions, words.Create("item_mug", "item_mug"));
        var chosen = await shop.Post(version, $"{Sessions}/{created.Id}", words.Choose("us_standard", "item_mug"));
        var paid = await shop.Post(version, $"{Sessions}/{created.Id}/complete", words.Complete(Token()));
        var read = await shop.Get(version, created.Id);

        Assert.Equal((201, "not_ready_for_payment"), (created.Status, created.SessionStatus));
        Assert.Equal((200, "ready_for_payment", "us_standard"), (chosen.Status, chosen.SessionStatus, words.Chosen(chosen.Body)));
        Assert.Equal((200, "completed"), (paid.Status, paid.SessionStatus));
        Assert.Equal(created.Id, paid.Body.GetProperty("order").GetProperty("checkout_session_id").GetString());
        Assert.Equal("jane@example.com", paid.Body.GetProperty("buyer").GetProperty("email").GetString());
        Assert.Equal(paid.Text, read.Text);
    }

    [Theory]
    [MemberData(nameof(Each))]
    public async Task Its_money_adds_up_to_the_last_cent(string version)
    {
        var words = new Dialect(version);
        var created = await shop.Post(version, Sessions, words.Create("item_mug", "item_mug", "item_book"));

        var chosen = await shop.Post(version, $"{Sessions}/{created.Id}", words.Choose("us_standard", "item_mug", "item_book"));

        var lines = chosen.Body.GetProperty("line_items").EnumerateArray().ToList();
        Assert.Equal([2, 1], lines.Select(words.Quantity));
        Assert.Equal([3_744, 4_056], lines.Select(words.LineTotal)); // 4 % of 2 × 1800 and of 3900.
        Assert.Equal((7_500, 500, 320, 8_320), (chosen.Total("subtotal"), chosen.Total("fulfillment"), chosen.Total("tax"), chosen.Total("total")));
    }

    [Theory]
    [MemberData(nameof(Each))]
    public async Task What_is_completed_stays_so_whoever_asks_again(string version)
    {
        var words = new Dialect(version);
        var id = await Ready(words);
        var first = await shop.Post(version, $"{Sessions}/{id}/complete", words.Complete(Token()));

        var again = await shop.Post(version, $"{Sessions}/{id}/complete", words.Complete(Token()));
        var changed = await shop.Post(version, $"{Sessions}/{id}", words.Change("item_ebook", "item_ebook"));
        var canceled = await shop.Post(version, $"{Sessions}/{id}/cancel", null);

        Assert.Equal((200, first.Text), (again.Status, again.Text));
        Assert.Equal((409, "invalid_state"), (changed.Status, changed.Code));
        Assert.Equal((405, "invalid_state"), (canceled.Status, canceled.Code));
    }

    [Theory]
    [MemberData(nameof(Each))]
    public async Task What_is_canceled_stays_so(string version)
    {
        var words = new Dialect(version);
        var id = await Ready(words);

        var canceled = await shop.Post(version, $"{Sessions}/{id}/cancel", null);
        var again = await shop.Post(version, $"{Sessions}/{id}/cancel", "{}");
        var completed = await shop.Post(version, $"{Sessions}/{id}/complete", words.Complete(Token()));

        Assert.Equal((200, "canceled"), (canceled.Status, canceled.SessionStatus));
        Assert.Equal((405, 409), (again.Status, completed.Status));
    }

    [Theory]
    [MemberData(nameof(Each))]
    public async Task A_key_that_comes_again_gets_what_it_got(string version)
    {
        var words = new Dialect(version);
        var key = $"again-{version}";
        var first = await shop.Post(version, Sessions, words.Create("item_mug"), key);

        var again = await shop.Post(version, Sessions, words.Create("item_mug"), key);

        Assert.Equal((201, first.Text), (again.Status, again.Text));
        Assert.Equal((false, words.IsStrictAboutKeys), (first.Replayed, again.Replayed));
    }

    [Theory]
    [MemberData(nameof(Each))]
    public async Task A_key_that_comes_with_another_body_is_refused_in_the_versions_words(string version)
    {
        var words = new Dialect(version);
        var key = $"other-{version}";
        await shop.Post(version, Sessions, words.Create("item_mug"), key);

        var other = await shop.Post(version, Sessions, words.Create("item_tee"), key);

        Assert.Equal(
            words.IsStrictAboutKeys ? (422, "idempotency_conflict", "invalid_request") : (409, "idempotency_conflict", "request_not_idempotent"),
            (other.Status, other.Code, other.Body.GetProperty("type").GetString()));
    }

    [Theory]
    [MemberData(nameof(Each))]
    public async Task A_key_may_be_missing_where_the_version_lets_it(string version)
    {
        var words = new Dialect(version);

        var created = await shop.Post(version, Sessions, words.Create("item_mug"), key: "");

        Assert.Equal(words.IsStrictAboutKeys ? 400 : 201, created.Status);
    }

    [Theory]
    [MemberData(nameof(Each))]
    public async Task A_declined_card_leaves_the_session_payable(string version)
    {
        var words = new Dialect(version);
        var id = await Ready(words);

        var declined = await shop.Post(version, $"{Sessions}/{id}/complete", words.Complete($"tok_decline_{Token()}"));
        var read = await shop.Get(version, id);
        var paid = await shop.Post(version, $"{Sessions}/{id}/complete", words.Complete(Token()));

        Assert.Equal((400, "payment_declined"), (declined.Status, declined.Code));
        Assert.Equal("ready_for_payment", read.SessionStatus);
        Assert.Contains("payment_declined", read.MessageCodes);
        Assert.Equal("completed", paid.SessionStatus);
    }

    [Theory]
    [MemberData(nameof(Each))]
    public async Task A_shopper_who_must_authenticate_is_told_so(string version)
    {
        var words = new Dialect(version);
        var id = await Ready(words);

        var refused = await shop.Post(version, $"{Sessions}/{id}/complete", words.Complete($"tok_3ds_{Token()}"));
        var read = await shop.Get(version, id);

        Assert.Equal((400, "requires_3ds", words.HasDetails ? "$.authentication_result" : null), (refused.Status, refused.Code, refused.Param));
        Assert.Contains("requires_3ds", read.MessageCodes);
        Assert.Equal(id, read.Id);
    }

    [Theory]
    [MemberData(nameof(Each))]
    public async Task A_refusal_names_the_place_in_the_request_it_refuses(string version)
    {
        var words = new Dialect(version);
        var created = await shop.Post(version, Sessions, words.Create("item_mug"));

        var unknown = await shop.Post(version, Sessions, words.Create("item_mug", "item_nobody_sells"));
        var option = await shop.Post(version, $"{Sessions}/{created.Id}", words.Choose("teleport", "item_mug"));
        var early = await shop.Post(version, $"{Sessions}/{created.Id}/complete", words.Complete(Token()));

        Assert.Equal((400, "invalid_item_id", $"$.{words.Items}[1].id"), (unknown.Status, unknown.Code, unknown.Param));
        Assert.Equal((400, "invalid_fulfillment_option", PlaceOfOption(words)), (option.Status, option.Code, option.Param));
        Assert.Equal(
            (400, "not_ready_for_payment", words.HasDetails ? "$.selected_fulfillment_options" : "$.fulfillment_option_id"),
            (early.Status, early.Code, early.Param));
    }

    [Theory]
    [MemberData(nameof(Each))]
    public async Task What_is_missing_is_told_where_the_version_has_it(string version)
    {
        var words = new Dialect(version);

        var created = await shop.Post(version, Sessions, words.Create(["item_mug"], toHome: false));

        var message = Assert.Single(created.Body.GetProperty("messages").EnumerateArray());
        Assert.Equal("missing", message.GetProperty("code").GetString());
        Assert.Equal(words.HasDetails ? "$.fulfillment_details.address" : "$.fulfillment_address", message.GetProperty("param").GetString());
    }

    [Theory]
    [MemberData(nameof(Each))]
    public async Task Null_clears_and_what_nobody_knows_is_not_looked_at(string version)
    {
        var words = new Dialect(version);
        var created = await shop.Post(version, Sessions, words.Create("item_mug"));

        var ignored = await shop.Post(version, $"{Sessions}/{created.Id}", """{"nobody_knows":{"this":[null]}}""");
        var cleared = await shop.Post(version, $"{Sessions}/{created.Id}", $$"""{"{{words.Destination.Name}}":null,"buyer":null}""");

        Assert.Equal(created.Body.GetProperty("totals").GetRawText(), ignored.Body.GetProperty("totals").GetRawText());
        Assert.True(ignored.Body.TryGetProperty(words.Destination.Name, out _));
        Assert.False(cleared.Body.TryGetProperty(words.Destination.Name, out _));
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task A_session_may_begin_in_one_version_and_end_in_another(string first, string second)
    {
        var (old, other) = (new Dialect(first), new Dialect(second));
        var created = await shop.Post(first, Sessions, old.Create("item_mug"));

        var chosen = await shop.Post(second, $"{Sessions}/{created.Id}", other.Choose("us_express", "item_mug"));
        var seen = await shop.Get(first, created.Id);
        var paid = await shop.Post(second, $"{Sessions}/{created.Id}/complete", other.Complete(Token()));
        var read = await shop.Get(first, created.Id);

        Assert.Equal(("us_express", "us_express"), (other.Chosen(chosen.Body), old.Chosen(seen.Body)));
        Assert.Equal(seen.Total("total"), chosen.Total("total"));
        Assert.Equal(("completed", "completed"), (paid.SessionStatus, read.SessionStatus));
        Assert.Equal(paid.Body.GetProperty("order").GetProperty("id").GetString(), read.Body.GetProperty("order").GetProperty("id").GetString());
    }

    [Fact]
    public async Task An_address_that_is_all_a_version_knows_leaves_the_rest_of_the_recipient_alone()
    {
        const string Older = "2025-09-29";
        const string Newer = "2026-04-17";
        var created = await shop.Post(Newer, Sessions, new Dialect(Newer).Create(["item_mug"], toHome: false));
        await shop.Post(Newer, $"{Sessions}/{created.Id}", """{"fulfillment_details":{"name":"Jane Doe","phone_number":"+15550100","email":"jane@example.com"}}""");

        await shop.Post(Older, $"{Sessions}/{created.Id}", $$"""{"fulfillment_address":{{new Dialect(Older).Destination.Value.ToJsonString()}}}""");
        var moved = (await shop.Get(Newer, created.Id)).Body.GetProperty("fulfillment_details");
        await shop.Post(Older, $"{Sessions}/{created.Id}", """{"fulfillment_address":null}""");
        var cleared = (await shop.Get(Newer, created.Id)).Body.GetProperty("fulfillment_details");

        Assert.Equal(("+15550100", "1 Main St"), (moved.GetProperty("phone_number").GetString(), moved.GetProperty("address").GetProperty("line_one").GetString()));
        Assert.Equal("jane@example.com", cleared.GetProperty("email").GetString());
        Assert.False(cleared.TryGetProperty("address", out _));
    }

    [Theory]
    [MemberData(nameof(Strangers))]
    public async Task The_form_of_another_version_is_refused_by_the_member_that_is_missing(string version, string other)
    {
        var words = new Dialect(version);

        var refused = await shop.Post(version, Sessions, new Dialect(other).Create("item_mug"));

        Assert.Equal((400, "missing_field", $"$.{words.Items}"), (refused.Status, refused.Code, refused.Param));
        Assert.Equal($"$.{words.Items} is required.", refused.Body.GetProperty("message").GetString());
    }

    private static string PlaceOfOption(Dialect words) => words switch
    {
        { NamesCurrency: true } => "$.selected_fulfillment_options[0].option_id",
        { HasDetails: true } => "$.selected_fulfillment_options[0]",
        _ => "$.fulfillment_option_id",
    };

    private static string Token() => $"tok_version_{Interlocked.Increment(ref tokens)}";

    private async Task<string> Ready(Dialect words)
    {
        var created = await shop.Post(words.Version, Sessions, words.Create("item_ebook"));
        Assert.Equal("ready_for_payment", created.SessionStatus);
        return created.Id;
    }
}
