using System.Text.Json;
using Acp.CheckoutSessions;

namespace Acp.Tests;

/// <summary>What a session's trail holds of requests and calls, beside what they did: docs/decisions/0041.</summary>
public sealed class When_a_request_is_put_on_record : IDisposable
{
    private readonly World world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task Each_entry_tells_whose_request_it_was_and_what_it_was_answered()
    {
        var id = await world.ReadySession();
        await world.Session(id).Complete(Named("req_1", world.Call("k-1", path: $"/{id}/complete")), World.With("spt_1"));

        var (opened, succeeded) = (await Entry(id, "payment.attempt_opened"), await Entry(id, "payment.charge_succeeded"));

        Assert.Equal("""{"on":"complete","id":"req_1","key":"k-1","version":"v"}""", opened.GetProperty("request").ToString());
        Assert.Equal("""{"on":"complete","id":"req_1","key":"k-1","version":"v","status":200}""", succeeded.GetProperty("request").ToString());
    }

    [Theory]
    [InlineData("ada@example.com", "sha256:b5fc85e55755f9e0")]
    [InlineData("<img src=x onerror=alert(1)>", "sha256:63b586b4a93f2048")]
    [InlineData("two words", "sha256:a03f1d611645eb53")]
    public async Task What_is_no_id_is_kept_as_its_digest(string given, string kept)
    {
        var id = await world.ReadySession();
        await world.Session(id).Complete(Named(given, world.Call(given, path: $"/{id}/complete")), World.With("spt_1"));

        var request = (await Entry(id, "payment.charge_succeeded")).GetProperty("request");

        Assert.Equal((kept, kept), (request.GetProperty("id").GetString(), request.GetProperty("key").GetString()));
        Assert.DoesNotContain(await world.Store.ReadAudit(CheckoutSession.KeyOf(id)), entry => entry.Detail.Contains(given, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_key_of_any_length_takes_up_no_more_than_64_characters()
    {
        var id = await world.ReadySession();
        var (longest, longer) = (new string('k', 64), new string('k', 65));
        await world.Session(id).Update(world.Call(longest, path: $"/{id}"), World.Quantity(2));
        await world.Session(id).Update(world.Call(longer, path: $"/{id}"), World.Quantity(3));

        var keys = (await Entries(id, "session.updated")).Select(entry => entry.GetProperty("request").GetProperty("key").GetString()).ToArray();

        Assert.Equal(longest, keys[0]);
        Assert.Equal("sha256:".Length + 16, keys[1]!.Length);
    }

    [Fact]
    public async Task What_was_answered_without_a_commit_is_told_by_the_next_entry_and_by_no_other()
    {
        var id = await world.ReadySession();
        world.Lose(1, Fault.ReplyLost);
        world.Options.SendsPerCall = 1;
        var lost = await world.Complete(id, "spt_1", "lost");
        world.Clock.Advance(TimeSpan.FromSeconds(3));
        var refused = await world.Session(id).Cancel(world.Call("cancel", path: $"/{id}/cancel"), new CancelCheckoutSession(null));
        world.Clock.Advance(TimeSpan.FromSeconds(2));
        Told.Completed(await world.Complete(id, "spt_1", "again"));

        Assert.IsType<Answer.PaymentOutcomeUnknown>(lost);
        Assert.IsType<Answer.PaymentInProgress>(refused);
        var told = (await Entry(id, "payment.send_recorded")).GetProperty("meanwhile").EnumerateArray().ToArray();
        Assert.Equal(
            [("payment_outcome_unknown", "lost", 5000), ("payment_in_progress", "cancel", 2000)],
            told.Select(line => (line.GetProperty("answer").GetString(), line.GetProperty("request").GetProperty("key").GetString(), line.GetProperty("ago").GetInt32())));
        Assert.False((await Entry(id, "payment.charge_succeeded")).TryGetProperty("meanwhile", out _));
    }

    [Fact]
    public async Task A_storm_of_repeats_is_counted_and_fills_no_record()
    {
        var id = await world.ReadySession();
        for (var i = 0; i < 100; i++)
        {
            await world.Session(id).Update(world.Call("k", path: $"/{id}"), World.Quantity(2));
        }

        await world.Session(id).Update(world.Call("next", path: $"/{id}"), World.Quantity(3));

        var last = (await Entries(id, "session.updated"))[^1];
        Assert.Equal(12, last.GetProperty("meanwhile").GetArrayLength());
        Assert.Equal(99 - 12, last.GetProperty("passed_over").GetInt32());
        Assert.All(last.GetProperty("meanwhile").EnumerateArray(), line => Assert.Equal(("replayed", 200), (line.GetProperty("answer").GetString(), line.GetProperty("request").GetProperty("status").GetInt32())));
        Assert.InRange((await world.Store.ReadAudit(CheckoutSession.KeyOf(id)))[^1].Detail.Length, 1, 4_000);
    }

    [Fact]
    public async Task What_an_entry_that_did_not_land_would_have_told_is_told_by_the_one_that_does()
    {
        var id = await world.ReadySession();
        await world.Session(id).Update(world.Call("k", path: $"/{id}"), World.Quantity(2));
        await world.Session(id).Update(world.Call("k", path: $"/{id}"), World.Quantity(2));
        var isFirst = true;
        world.Store.Committing = async unit =>
        {
            if (isFirst && unit.States.Count > 0)
            {
                isFirst = false;
                await world.Session(id, world.StartProcess()).Update(world.Call("faster", path: $"/{id}"), World.Quantity(4));
            }
        };

        await world.Session(id).Update(world.Call("slower", path: $"/{id}"), World.Quantity(5));

        var entries = await Entries(id, "session.updated");
        Assert.Equal(["k", "faster", "slower"], entries.Select(entry => entry.GetProperty("request").GetProperty("key").GetString()));
        Assert.Equal("k", Assert.Single(entries[2].GetProperty("meanwhile").EnumerateArray()).GetProperty("request").GetProperty("key").GetString());
    }

    [Fact]
    public async Task Whoever_waited_for_anothers_charge_is_told_to_have_joined_it()
    {
        var id = await world.ReadySession();
        world.Provider.Hold = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var first = world.Complete(id, "spt_1", "first");
        await world.Provider.Arrived.WaitAsync();
        var timers = world.Clock.Waiting;
        var second = world.Complete(id, "spt_1", "second");
        await Eventually.True(() => world.Clock.Waiting > timers); // It waits, and not for ever.
        world.Provider.Hold.SetResult();
        Told.Completed(await first);
        Told.Completed(await second);

        var joined = await Entry(id, "complete.repeated");

        Assert.Equal("""{"on":"complete","key":"second","version":"v","status":200,"joined":true}""", joined.GetProperty("request").ToString());
    }

    [Fact]
    public async Task A_strangers_request_leaves_no_trace()
    {
        var id = await world.ReadySession();
        await world.Complete(id, "spt_1", "theirs", platform: "another");
        await world.Session(id).Update(world.Call("ours", path: $"/{id}"), World.Quantity(2));

        Assert.DoesNotContain(await world.Store.ReadAudit(CheckoutSession.KeyOf(id)), entry => entry.Detail.Contains("theirs", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_a_shopper_told_the_agent_stays_as_it_came()
    {
        var id = await world.ReadySession();
        await world.Session(id).Cancel(Named("req_1", world.Call("k", path: $"/{id}/cancel")), new CancelCheckoutSession("price_sensitivity"));

        var trace = (await world.Store.ReadAudit(CheckoutSession.KeyOf(id))).Single(entry => entry.Event.Contains("intent_trace", StringComparison.Ordinal));

        Assert.DoesNotContain("req_1", trace.Detail, StringComparison.Ordinal);
        Assert.Equal(200, (await Entry(id, "payment.session_closed")).GetProperty("request").GetProperty("status").GetInt32());
    }

    private static Call Named(string requestId, Call call) => call with { RequestId = requestId };

    private async Task<JsonElement> Entry(string id, string name) => Assert.Single(await Entries(id, name));

    private async Task<JsonElement[]> Entries(string id, string name) =>
        [.. (await world.Store.ReadAudit(CheckoutSession.KeyOf(id))).Where(entry => entry.Event == name).Select(entry => JsonDocument.Parse(entry.Detail).RootElement)];
}
