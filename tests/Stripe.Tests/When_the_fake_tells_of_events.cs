using System.Text.Json;
using Acp.Fakes;

namespace Acp.Stripe.Tests;

public sealed class When_the_fake_tells_of_events : IDisposable
{
    private const string Intents = "/v1/payment_intents";
    private const string Helper = "/v1/test_helpers/shared_payment/granted_tokens";
    private const string Limits = "payment_method=pm_card_visa&usage_limits[currency]=usd&usage_limits[max_amount]=5900&usage_limits[expires_at]=";

    private readonly World world = new();

    [Theory]
    [InlineData("spt_1", "payment_intent.succeeded", "shared_payment.granted_token.deactivated")]
    [InlineData("tok_visa", "payment_intent.succeeded")]
    [InlineData("spt_decline_1", "payment_intent.payment_failed")]
    [InlineData("spt_3ds_1", "payment_intent.requires_action")]
    [InlineData("spt_processing_1", "payment_intent.processing")]
    [InlineData("spt_used_1")]
    public async Task A_charge_brings_those_of_what_it_changed(string token, params string[] types)
    {
        await world.Charge(token);

        Assert.Equal(types, Types());
        Assert.Equal(types, world.Stripe.Deliveries.Waiting.Select(it => it.Type));
    }

    [Theory]
    [InlineData(true, "payment_intent.requires_action", "payment_intent.succeeded", "shared_payment.granted_token.deactivated")]
    [InlineData(false, "payment_intent.requires_action", "payment_intent.payment_failed")]
    public async Task So_does_the_end_of_an_authentication_which_is_no_callers_request(bool succeeded, params string[] types)
    {
        var intent = Field(await Charged("spt_3ds_1"), "id");
        world.Stripe.Authenticate(intent, succeeded);

        Assert.Equal(types, Types());
        var request = (await Event(^1)).GetProperty("request");
        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null), (request.GetProperty("id").ValueKind, request.GetProperty("idempotency_key").ValueKind));
    }

    [Fact]
    public async Task A_cancel_and_a_revocation_bring_theirs()
    {
        await world.Post($"{Intents}/{Field(await Charged("spt_3ds_1"), "id")}/cancel", "");
        await world.Post($"{Helper}/spt_2/revoke", "");
        await world.Post($"{Helper}/spt_2/revoke", "");

        Assert.Equal(["payment_intent.requires_action", "payment_intent.canceled", "shared_payment.granted_token.deactivated"], Types());
        Assert.Equal("revoked", Field((await Event(^1)).GetProperty("data").GetProperty("object"), "deactivated_reason"));
    }

    [Fact]
    public async Task An_expiry_is_told_with_its_own_time_at_the_next_call()
    {
        var token = await world.CreateToken(Helper, Limits + "1795348900");
        world.Time.Advance(TimeSpan.FromSeconds(99));
        await world.Get(Intents);
        Assert.Empty(Types());

        world.Time.Advance(TimeSpan.FromSeconds(31));
        await world.Get(Intents);

        var told = await Event(^1);
        Assert.Equal(("shared_payment.granted_token.deactivated", 1795348900), (Field(told, "type"), told.GetProperty("created").GetInt64()));
        var granted = told.GetProperty("data").GetProperty("object");
        Assert.Equal((token, "expired"), (Field(granted, "id"), Field(granted, "deactivated_reason")));
    }

    [Fact]
    public async Task They_have_Stripes_snapshot_form()
    {
        var reply = await Post("spt_1", "acp:cs_1:1");
        using var intent = JsonDocument.Parse(reply.Body);
        var told = await Event(0);

        Assert.Equal(
            ["id", "object", "api_version", "created", "data", "livemode", "pending_webhooks", "request", "type"],
            told.EnumerateObject().Select(member => member.Name));
        Assert.StartsWith("evt_", Field(told, "id"), StringComparison.Ordinal);
        Assert.Equal(("event", "2026-07-29.preview"), (Field(told, "object"), Field(told, "api_version")));
        Assert.Equal(world.Time.Now.ToUnixTimeSeconds(), told.GetProperty("created").GetInt64());
        Assert.False(told.GetProperty("livemode").GetBoolean());
        Assert.Equal(reply.Headers["Request-Id"], Field(told.GetProperty("request"), "id"));
        Assert.Equal("acp:cs_1:1", Field(told.GetProperty("request"), "idempotency_key"));
        Assert.True(JsonElement.DeepEquals(intent.RootElement, told.GetProperty("data").GetProperty("object")));
    }

    [Fact]
    public async Task Their_object_stays_as_it_was_when_they_happened()
    {
        var intent = Field(await Charged("spt_3ds_1"), "id");
        world.Stripe.Authenticate(intent, succeeded: true);

        Assert.Equal("requires_action", Field((await Event(0)).GetProperty("data").GetProperty("object"), "status"));
        Assert.Equal("succeeded", Field((await Event(1)).GetProperty("data").GetProperty("object"), "status"));
    }

    [Theory]
    [InlineData(FaultKind.LoseReply)]
    [InlineData(FaultKind.CommitThen500)]
    public async Task What_was_executed_is_told_though_its_caller_does_not_know(FaultKind fault)
    {
        world.Stripe.Faults.Next(fault);
        await world.Charge("spt_1");

        Assert.Equal(["payment_intent.succeeded", "shared_payment.granted_token.deactivated"], Types());
    }

    [Theory]
    [InlineData(FaultKind.LoseRequest)]
    [InlineData(FaultKind.Fail500)]
    [InlineData(FaultKind.Reply429)]
    public async Task What_was_not_executed_is_not_told(FaultKind fault)
    {
        world.Stripe.Faults.Next(fault);
        await world.Charge("spt_1");

        Assert.Empty(Types());
    }

    [Fact]
    public async Task An_answer_from_memory_tells_nothing_anew()
    {
        await world.Charge("spt_1");
        await world.Charge("spt_1");

        Assert.Equal(2, Types().Count);
    }

    [Fact]
    public async Task The_one_of_older_pages_comes_only_where_it_is_asked_for()
    {
        using var older = new World(new FakeStripeOptions { EventTypes = EventTypes.All });
        await older.Charge("spt_1");

        Assert.Equal(
            ["payment_intent.succeeded", "shared_payment.granted_token.used", "shared_payment.granted_token.deactivated"],
            older.Stripe.Events.Select(it => it.Type));
    }

    [Fact]
    public async Task They_are_listed_newest_first_page_by_page()
    {
        for (var session = 1; session <= 5; session++)
        {
            await world.Charge("tok_visa", $"cs_{session}");
        }

        var ids = world.Stripe.Events.Select(it => it.Id).Reverse().ToList();
        var (first, more) = await Listed("limit=3");
        var (second, last) = await Listed($"limit=3&starting_after={first[^1]}");

        Assert.Equal((true, false), (more, last));
        Assert.Equal(ids, first.Concat(second));
        Assert.Equal(5, ids.Distinct().Count());
        Assert.Equal(400, (await world.Get("/v1/events?starting_after=evt_none")).Status);
        Assert.Equal(400, (await world.Get("/v1/events?limit=101")).Status);
        Assert.Equal(404, (await world.Get("/v1/events/evt_none")).Status);
    }

    [Fact]
    public async Task They_are_listed_by_type_and_by_time()
    {
        var start = world.Time.Now.ToUnixTimeSeconds();
        await world.Charge("spt_1", "cs_1");
        world.Time.Advance(TimeSpan.FromSeconds(1));
        await world.Charge("tok_decline", "cs_2");
        var (paid, gone, failed) = (world.Stripe.Events[0].Id, world.Stripe.Events[1].Id, world.Stripe.Events[2].Id);

        Assert.Equal([failed], (await Listed("type=payment_intent.payment_failed")).Ids);
        Assert.Equal([failed, paid], (await Listed("types[0]=payment_intent.payment_failed&types[1]=payment_intent.succeeded")).Ids);
        Assert.Equal([failed], (await Listed($"created[gte]={start + 1}")).Ids);
        Assert.Equal([failed], (await Listed($"created[gt]={start}")).Ids);
        Assert.Equal([gone, paid], (await Listed($"created[lte]={start}")).Ids);
        Assert.Equal([gone, paid], (await Listed($"created[lt]={start + 1}")).Ids);
        Assert.Equal([gone, paid], (await Listed($"created={start}")).Ids);
        Assert.Equal([gone], (await Listed("created[gte]=0&limit=1&type=shared_payment.granted_token.deactivated")).Ids);
    }

    [Fact]
    public async Task Only_the_newest_are_kept()
    {
        using var small = new World(new FakeStripeOptions { EventLimit = 3 });
        for (var session = 1; session <= 50; session++)
        {
            await small.Charge("tok_visa", $"cs_{session}");
            Assert.InRange(small.Stripe.Events.Count, Math.Min(session, 3), 6);
            Assert.InRange(small.Stripe.Deliveries.Waiting.Count, Math.Min(session, 3), 6);
            Assert.Equal($"cs_{session}", small.Stripe.Events[^1].Session);
        }
    }

    public void Dispose() => world.Dispose();

    private List<string> Types() => [.. world.Stripe.Events.Select(it => it.Type)];

    private Task<FakeAnswer.Reply> Post(string token, string? key = null) => world.Post(
        Intents, $"amount=5397&currency=usd&confirm=true&payment_method_data[shared_payment_granted_token]={token}&metadata[acp_session]=cs_1", key);

    private async Task<JsonElement> Charged(string token) => Parsed((await Post(token)).Body);

    private async Task<JsonElement> Event(Index index) =>
        Parsed((await world.Get($"/v1/events/{world.Stripe.Events.ElementAt(index).Id}")).Body);

    private async Task<(List<string> Ids, bool More)> Listed(string query)
    {
        var list = Parsed((await world.Get($"/v1/events?{query}")).Body);
        return ([.. list.GetProperty("data").EnumerateArray().Select(it => Field(it, "id"))], list.GetProperty("has_more").GetBoolean());
    }

    private static string Field(JsonElement json, string name) => json.GetProperty(name).GetString()!;

    private static JsonElement Parsed(ReadOnlyMemory<byte> body)
    {
        using var document = JsonDocument.Parse(body);
        return document.RootElement.Clone();
    }
}
