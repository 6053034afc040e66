using System.Globalization;
using Acp.Fakes;
using Acp.Payments;
using Acp.Payments.Stripe;

namespace Acp.Stripe.Tests;

public sealed class When_a_charge_is_searched : IDisposable
{
    private const string Token = """{"id":"spt_1","object":"shared_payment.granted_token","usage_details":{"amount_captured":{"currency":"usd","value":0}}}""";

    private readonly World world = new();

    [Fact]
    public async Task It_is_found_by_its_session_and_attempt_though_its_reply_was_lost()
    {
        var from = world.Time.Now;
        world.Stripe.Faults.Next(FaultKind.LoseReply);
        await world.Charge("spt_1");
        await world.Charge("spt_2", "cs_2");
        var intent = Assert.Single(world.Stripe.ChargesOf("cs_1")).IntentId;

        var found = new ChargeFinding.Found(intent, new ChargeAnswer.Succeeded(intent), 1, 5397, "usd");
        Assert.Equal(found, await world.Provider.FindCharge(Trace(from)));
        Assert.Equal(found, await world.Provider.FindCharge(Trace(from) with { Attempt = null, Request = null }));
    }

    [Theory]
    [InlineData(FaultKind.LoseRequest)]
    [InlineData(FaultKind.Fail500)]
    public async Task None_is_found_where_none_was_made_and_the_token_is_told_as_it_was(FaultKind fault)
    {
        var from = world.Time.Now;
        world.Stripe.Faults.Next(fault);
        await world.Charge("spt_limit_9000");
        await world.Charge("spt_2", "cs_2");

        Assert.Equal(
            new ChargeFinding.NoneOfOurs(new TokenFacts(null, 9000, null, null) { Limit = 9000 }, SaidAt: world.Time.Now),
            await world.Provider.FindCharge(Trace(from, "spt_limit_9000")));
        Assert.Equal(
            new ChargeFinding.NoneOfOurs(null, SaidAt: world.Time.Now), await world.Provider.FindCharge(Trace(from) with { Token = "spt_unknown_1" }));
        Assert.Equal(new ChargeFinding.NoneOfOurs(null), await world.Provider.FindCharge(Trace(from) with { Token = ".." }));
    }

    [Fact]
    public async Task Another_attempt_of_the_session_is_not_it()
    {
        await world.Charge("spt_decline_1", attempt: 1);

        Assert.IsType<ChargeFinding.NoneOfOurs>(await world.Provider.FindCharge(Trace(world.Time.Now, attempt: 2)));
        var found = Assert.IsType<ChargeFinding.Found>(await world.Provider.FindCharge(Trace(world.Time.Now) with { Attempt = null, Request = null }));
        Assert.Equal((1, new ChargeAnswer.Declined("The card was declined.")), (found.Attempt, found.Answer));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(250)]
    [InlineData(4 * 3600)]
    public async Task It_is_found_behind_hundreds_of_others_however_late_it_was_made(int seconds)
    {
        var from = world.Time.Now;
        await Others(before: 130);
        world.Time.Advance(TimeSpan.FromSeconds(seconds));
        await world.Charge();
        await Others(after: 130);
        world.Time.Advance(TimeSpan.FromHours(20));
        await Others(later: 130);

        Assert.IsType<ChargeAnswer.Succeeded>(
            Assert.IsType<ChargeFinding.Found>(await world.Provider.FindCharge(Trace(from))).Answer);
        Assert.IsType<ChargeFinding.NoneOfOurs>(await world.Provider.FindCharge(Trace(from) with { Session = "cs_nobody" }));
    }

    [Fact]
    public async Task The_token_is_read_first_then_every_page_of_the_likely_minutes_and_then_the_rest()
    {
        var time = new ManualClock(DateTimeOffset.FromUnixTimeSeconds(1795348800));
        var from = time.Now;
        time.Advance(TimeSpan.FromHours(1));
        var wire = Wire.InTurn(Token, Page(true, Intent("pi_a/1", session: "cs_9")), Page(false), Page(true, Intent("pi_2", "canceled")), Page(false));

        var finding = await World.On(wire, time: time).FindCharge(Trace(from));

        Assert.Equal(new ChargeFinding.Found("pi_2", new ChargeAnswer.Canceled(), 1, 5397, "usd"), finding);
        const string List = "https://api.stripe.com/v1/payment_intents?created";
        Assert.Equal(
            [
                "https://api.stripe.com/v1/shared_payment/granted_tokens/spt_1",
                List + "[gte]=1795348500&created[lte]=1795349400&limit=100&expand[0]=data.latest_charge",
                List + "[gte]=1795348500&created[lte]=1795349400&limit=100&expand[0]=data.latest_charge&starting_after=pi_a%2F1",
                List + "[gt]=1795349400&limit=100&expand[0]=data.latest_charge",
                List + "[gt]=1795349400&limit=100&expand[0]=data.latest_charge&starting_after=pi_2",
            ],
            wire.Sent.Select(sent => sent.Address));
        Assert.All(wire.Sent, sent => Assert.Equal("GET", sent.Method));
    }

    [Fact]
    public async Task A_young_one_takes_one_window_that_is_open_at_its_end()
    {
        var wire = Wire.InTurn(Token, Page(false));
        var time = new ManualClock(DateTimeOffset.FromUnixTimeSeconds(1795348800));

        Assert.IsType<ChargeFinding.NoneOfOurs>(await World.On(wire, time: time).FindCharge(Trace(time.Now)));
        Assert.Equal("https://api.stripe.com/v1/payment_intents?created[gte]=1795348500&limit=100&expand[0]=data.latest_charge", wire.Sent[^1].Address);
    }

    [Theory]
    [InlineData(300, "[gte]=1795348500&created[lte]=1795349400", null)]
    [InlineData(1200, "[gte]=1795348500&created[lte]=1795349400", "[gt]=1795349400&created[lte]=1795350300")]
    [InlineData(60, "[gte]=1795348500&created[lte]=1795349160", null)]
    public async Task One_that_cannot_be_younger_is_not_looked_for_among_what_is(int until, string likely, string? rest)
    {
        var time = new ManualClock(DateTimeOffset.FromUnixTimeSeconds(1795348800));
        var trace = Trace(time.Now) with { Token = "", Attempt = null, Request = null, Until = time.Now.AddSeconds(until) };
        time.Advance(TimeSpan.FromDays(1));
        var wire = Wire.InTurn(Page(false), Page(false));

        Assert.Equal(new ChargeFinding.NoneOfOurs(null), await World.On(wire, time: time).FindCharge(trace));

        const string List = "https://api.stripe.com/v1/payment_intents?created";
        const string Rest = "&limit=100&expand[0]=data.latest_charge";
        Assert.Equal([List + likely + Rest, .. rest is null ? Array.Empty<string>() : [List + rest + Rest]], wire.Sent.Select(sent => sent.Address));
    }

    [Theory]
    [InlineData("succeeded", "requires_action", typeof(ChargeAnswer.Succeeded))]
    [InlineData("canceled", "succeeded", typeof(ChargeAnswer.Succeeded))]
    [InlineData("requires_payment_method", "processing", typeof(ChargeAnswer.Processing))]
    [InlineData("requires_action", "canceled", typeof(ChargeAnswer.MustAuthenticate))]
    [InlineData("canceled", "requires_capture", typeof(ChargeAnswer.Unknown))]
    [InlineData("requires_payment_method", "something_new", typeof(ChargeAnswer.Unknown))]
    public async Task Of_several_the_one_that_moved_money_counts_then_the_one_that_still_may(string newer, string older, Type counts)
    {
        var wire = Wire.InTurn(Token, Page(false, Intent("pi_2", newer), Intent("pi_1", older)));
        Assert.IsType(counts, Assert.IsType<ChargeFinding.Found>(await Find(wire)).Answer);
    }

    [Theory]
    [InlineData("null", typeof(ChargeAnswer.Unknown))] // So Stripe shows one that it is just confirming.
    [InlineData("{\"type\":\"card_error\",\"code\":\"card_declined\"}", typeof(ChargeAnswer.Declined))]
    public async Task One_that_needs_a_payment_method_is_declined_only_if_it_says_what_failed(string error, Type counts)
    {
        var shown = Intent("pi_1", "requires_payment_method").Replace("\"metadata\"", $"\"last_payment_error\":{error},\"metadata\"", StringComparison.Ordinal);
        Assert.IsType(counts, Assert.IsType<ChargeFinding.Found>(await Find(Wire.InTurn(Token, Page(false, shown)))).Answer);
    }

    [Theory]
    [InlineData("\"ch_1\"", typeof(ChargeAnswer.Succeeded))]
    [InlineData("{\"id\":\"ch_1\",\"amount_refunded\":0}", typeof(ChargeAnswer.Succeeded))]
    [InlineData("{\"id\":\"ch_1\",\"amount_refunded\":1}", typeof(ChargeAnswer.Unknown))]
    public async Task One_that_was_refunded_meanwhile_is_neither_yes_nor_no(string charge, Type counts)
    {
        var shown = Intent("pi_1").Replace("\"metadata\"", $"\"latest_charge\":{charge},\"metadata\"", StringComparison.Ordinal);
        Assert.IsType(counts, Assert.IsType<ChargeFinding.Found>(await Find(Wire.InTurn(Token, Page(false, shown)))).Answer);
    }

    [Theory]
    [InlineData("\"amount\":5397", "\"amount\":5398")]
    [InlineData("\"amount\":5397", "\"amount\":null")]
    [InlineData("\"currency\":\"usd\"", "\"currency\":\"eur\"")]
    [InlineData("\"charge_attempt\":\"1\"", "\"charge_attempt\":\"one\"")]
    [InlineData(",\"charge_attempt\":\"1\"", "")]
    public async Task One_that_is_named_like_ours_but_is_not_what_we_sent_is_put_before_a_person(string ours, string other)
    {
        var changed = Intent("pi_1").Replace(ours, other, StringComparison.Ordinal);
        Assert.NotEqual(Intent("pi_1"), changed);
        var log = new Logs<StripeProvider>();

        Assert.IsType<ChargeFinding.NotAnswered>(await Find(Wire.InTurn(Token, Page(false, changed)), log: log));
        Assert.Contains("pi_1", log.Errors, StringComparison.Ordinal);
        Assert.IsType<ChargeFinding.NotAnswered>(
            await Find(Wire.InTurn(Token, Page(false, Intent("pi_2", "requires_action"), changed))));
        Assert.IsType<ChargeFinding.Found>(await Find(Wire.InTurn(Token, Page(false, Intent("pi_2"), changed))));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"object":"list","data":[]}""")]
    [InlineData("""{"object":"list","data":[],"has_more":null}""")]
    [InlineData("""{"object":"list","data":[],"has_more":true}""")]
    [InlineData("""{"object":"list","has_more":false}""")]
    [InlineData("""{"object":"list","data":{},"has_more":false}""")]
    [InlineData("""{"object":"list","data":[null],"has_more":false}""")]
    [InlineData("""{"object":"list","data":["pi_1"],"has_more":false}""")]
    [InlineData("""{"object":"list","data":[{"id":"ch_1","object":"charge"}],"has_more":false}""")]
    [InlineData("""{"object":"list","data":[{"object":"payment_intent","status":"succeeded"}],"has_more":false}""")]
    [InlineData("""{"error":{"type":"invalid_request_error"}}""")]
    public async Task A_page_that_cannot_be_read_proves_nothing(string page)
    {
        Assert.IsType<ChargeFinding.NotAnswered>(await Find(Wire.InTurn(Token, page)));
        Assert.IsType<ChargeFinding.NotAnswered>(await Find(Wire.InTurn(Token, Page(true, Intent("pi_1", "canceled")), page)));
        Assert.IsType<ChargeFinding.NotAnswered>(await Find(Wire.InTurn(Token, Page(true, Intent("pi_1", "requires_action")), page)));
        Assert.IsType<ChargeFinding.Found>(await Find(Wire.InTurn(Token, Page(true, Intent("pi_1")), page)));
    }

    [Theory]
    [InlineData(FaultKind.LoseRequest, StripeCall.LookUpToken)]
    [InlineData(FaultKind.Reply429, StripeCall.LookUpToken)]
    [InlineData(FaultKind.LoseReply, StripeCall.ListIntents)]
    [InlineData(FaultKind.Reply429, StripeCall.ListIntents)]
    public async Task What_was_not_answered_proves_nothing(FaultKind fault, StripeCall call)
    {
        world.Stripe.Faults.Next(fault, call, times: 10);
        Assert.IsType<ChargeFinding.NotAnswered>(await world.Provider.FindCharge(Trace(world.Time.Now)));
    }

    [Fact]
    public async Task A_token_that_does_not_tell_what_was_captured_proves_nothing()
    {
        var wire = Wire.InTurn("""{"id":"spt_1","object":"shared_payment.granted_token","deactivated_reason":"revoked"}""", Page(false));
        Assert.IsType<ChargeFinding.NotAnswered>(await Find(wire));
    }

    [Fact]
    public async Task Another_accounts_list_is_not_read_because_it_proves_nothing()
    {
        var wire = Wire.InTurn(Token, Page(false));
        var trace = Trace(world.Time.Now);

        Assert.IsType<ChargeFinding.NotAnswered>(
            await World.On(wire).FindCharge(trace with { Request = trace.Request! with { Account = "another" } }));
        Assert.Empty(wire.Sent);
    }

    [Fact]
    public async Task A_list_without_an_end_is_given_up_and_says_why()
    {
        var log = new Logs<StripeProvider>();
        var wire = Wire.InTurn([Token, .. Enumerable.Repeat(Page(true, Intent("pi_1", "canceled")), 200)]);

        Assert.IsType<ChargeFinding.NotAnswered>(await Find(wire, log));
        Assert.Equal(101, wire.Sent.Count);
        Assert.Contains("too many intents", log.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_search_that_takes_more_than_a_minute_is_given_up()
    {
        var time = new ManualClock();
        var asked = 0;
        var wire = new Wire(_ =>
        {
            time.Advance(TimeSpan.FromSeconds(asked++ == 0 ? 0 : 10));
            var body = asked == 1 ? Token : Page(true, Intent("pi_1", "canceled"));
            return Task.FromResult(new HttpResponseMessage { Content = new StringContent(body) });
        });

        Assert.IsType<ChargeFinding.NotAnswered>(await World.On(wire, time: time).FindCharge(Trace(time.Now)));
        Assert.Equal(1 + 7, asked);
    }

    [Fact]
    public async Task A_page_of_a_hundred_large_intents_is_read()
    {
        var large = Intent("pi_1")[..^1] + $$""","description":"{{new string('x', 70_000)}}"}""";
        var page = Page(false, [.. Enumerable.Repeat(large, 100)]);

        Assert.IsType<ChargeFinding.Found>(await Find(Wire.InTurn(Token, page)));
    }

    public void Dispose() => world.Dispose();

    private static async Task<ChargeFinding> Find(Wire wire, Logs<StripeProvider>? log = null)
    {
        var time = new ManualClock();
        return await World.On(wire, time: time, log: log).FindCharge(Trace(time.Now));
    }

    private static ChargeTrace Trace(DateTimeOffset from, string token = "spt_1", int attempt = 1) =>
        new("cs_1", attempt, token, World.On(Wire.Answering(200, "")).Freeze(World.Order(token, attempt: attempt)), from);

    private static string Page(bool hasMore, params string[] intents) =>
        $$"""{"object":"list","url":"/v1/payment_intents","has_more":{{(hasMore ? "true" : "false")}},"data":[{{string.Join(',', intents)}}]}""";

    private static string Intent(string id, string status = "succeeded", string session = "cs_1") =>
        $$$"""{"id":"{{{id}}}","object":"payment_intent","amount":5397,"currency":"usd","status":"{{{status}}}","metadata":{"acp_session":"{{{session}}}","charge_attempt":"1"}}""";

    private async Task Others(int before = 0, int after = 0, int later = 0)
    {
        for (var number = 0; number < before + after + later; number++)
        {
            var session = string.Create(CultureInfo.InvariantCulture, $"other_{before}_{after}_{later}_{number}");
            await world.Charge("tok_visa", session);
        }
    }
}
