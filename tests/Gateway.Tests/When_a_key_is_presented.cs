using Acp.Gateway.Errors;
using Acp.Gateway.Hosting;
using Acp.Gateway.Keys;
using Acp.Gateway.Tests.Host;
using Acp.Keys;
using Acp.Store;
using Microsoft.Extensions.Logging.Abstractions;

namespace Acp.Gateway.Tests;

/// <summary>Two processes on one store, each with its own memory of the keys.</summary>
public sealed class When_a_key_is_presented : IAsyncDisposable
{
    private readonly ManualClock clock = new();
    private readonly FailingStore store = new();
    private readonly AccessKeys keys;
    private readonly KeyRing here;
    private readonly KeyRing there;
    private int requests;

    public When_a_key_is_presented()
    {
        keys = new AccessKeys(store, store, new RandomSecrets(), new CountingIds(), clock);
        (here, there) = (new KeyRing(keys, clock), new KeyRing(keys, clock));
    }

    public ValueTask DisposeAsync() => store.DisposeAsync();

    [Fact]
    public async Task One_that_is_known_costs_no_read()
    {
        var made = await Made(here);
        var before = store.Loads;

        for (var i = 0; i < 1_000; i++)
        {
            Assert.Equal("one", await Owner(here, made.Text.Reveal()));
        }

        Assert.Equal(before, store.Loads);
    }

    [Fact]
    public async Task One_that_was_made_elsewhere_opens_at_once()
    {
        var made = await Made(there);
        var before = store.Loads;

        Assert.Equal("one", await Owner(here, made.Text.Reveal()));
        Assert.Equal("one", await Owner(here, made.Text.Reveal()));
        Assert.Equal(before + 1, store.Loads);
    }

    [Fact]
    public async Task One_that_is_revoked_ends_at_once_here_and_elsewhere_with_the_next_look()
    {
        var text = (await Made(here)).Text.Reveal();
        await there.Refresh();

        here.Take(await keys.Revoke((await keys.List(null, 1))[0].Id, "leaked", "ann"));

        Assert.Null(await Owner(here, text));
        Assert.Equal("one", await Owner(there, text));
        await there.Refresh();
        Assert.Null(await Owner(there, text));
    }

    /// <summary>A list that was read before the revocation may arrive after it.</summary>
    [Fact]
    public async Task One_that_is_revoked_is_not_brought_back_by_an_older_look()
    {
        var made = await Made(here);
        var (read, answer) = (new TaskCompletionSource(), new TaskCompletionSource());
        store.Listed = () =>
        {
            read.SetResult();
            return answer.Task;
        };

        var refresh = here.Refresh();
        await read.Task;
        here.Take(await keys.Revoke(made.Key.Id, "leaked", "ann"));
        answer.SetResult();
        await refresh;

        Assert.Null(await Owner(here, made.Text.Reveal()));
    }

    [Fact]
    public async Task One_that_is_replaced_opens_until_its_overlap_is_over()
    {
        var old = await Made(here);
        var next = Assert.IsType<AccessKeyAnswer.Made>(await keys.Rotate(old.Key.Id, new RotationWish(TimeSpan.FromHours(1), null), Call()));
        here.Take(next);

        clock.Advance(TimeSpan.FromMinutes(59));
        await here.Refresh();
        Assert.Equal(("one", "one"), (await Owner(here, old.Text.Reveal()), await Owner(here, next.Text.Reveal())));
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal((null, "one"), (await Owner(here, old.Text.Reveal()), await Owner(here, next.Text.Reveal())));
    }

    [Fact]
    public async Task A_wrong_one_costs_the_same_whether_its_id_is_known_or_not()
    {
        var made = await Made(here);
        var known = KeyText.Draw(AccessKeyKind.Platform, made.Key.Id, new RandomSecrets()).Reveal();
        var unknown = KeyText.Draw(AccessKeyKind.Platform, KeyText.IdOf("nobody"), new RandomSecrets()).Reveal();

        Assert.Equal((1, 1), (await ReadsOf(known), await ReadsOf(unknown)));
        Assert.Equal((0, 0), (await ReadsOf(known), await ReadsOf(unknown))); // It is known to be wrong.
    }

    [Fact]
    public async Task A_flood_of_wrong_ones_is_none_for_the_store_and_shuts_no_right_one_out()
    {
        var made = await Made(here);
        var before = store.Loads;

        for (var i = 0; i < 10 * KeyRing.LookUpsAtMost; i++)
        {
            var wrong = KeyText.Draw(AccessKeyKind.Platform, KeyText.IdOf($"{i}"), new RandomSecrets()).Reveal();
            Assert.Equal(i < KeyRing.LookUpsAtMost ? "401" : "503", await Answer(here, wrong));
        }

        Assert.Equal(before + KeyRing.LookUpsAtMost, store.Loads);
        Assert.Equal("one", await Owner(here, made.Text.Reveal()));
        var late = (await Made(there)).Text.Reveal();
        Assert.Equal("503", await Answer(here, late)); // It may be a right one: nobody should throw it away.
        await here.Refresh();
        Assert.Equal("one", await Owner(here, late));
    }

    /// <summary>A platform takes its new key into use with all it has, on a gateway that has not heard of it, while the store is slow.</summary>
    [Fact]
    public async Task One_that_was_made_elsewhere_is_looked_up_once_for_all_who_bring_it_at_once()
    {
        var made = await Made(there);
        var (before, answer) = (store.Loads, new TaskCompletionSource());
        store.Loaded = () => answer.Task;

        var all = Enumerable.Range(0, 3 * KeyRing.LookUpsAtMost).Select(_ => Answer(here, made.Text.Reveal())).ToArray();
        answer.SetResult();

        Assert.All(await Task.WhenAll(all), it => Assert.Equal("one", it));
        Assert.Equal(before + 1, store.Loads);
    }

    /// <summary>A look-up that is under way may have read before that.</summary>
    [Fact]
    public async Task One_that_is_revoked_here_is_not_let_in_by_a_look_up_from_before()
    {
        var made = await Made(there);
        var answer = new TaskCompletionSource();
        store.Loaded = () => answer.Task;
        var early = Answer(here, made.Text.Reveal());
        store.Loaded = () => Task.CompletedTask;
        here.Take(await keys.Revoke(made.Key.Id, "leaked", "ann"));

        var late = Answer(here, made.Text.Reveal());
        answer.SetResult();

        Assert.Equal("401", await late);
        await early;
        Assert.Equal("401", await Answer(here, made.Text.Reveal()));
    }

    /// <summary>After a restart everybody calls at once.</summary>
    [Fact]
    public async Task All_that_live_are_known_before_the_first_request()
    {
        await Made(there);
        var answer = new TaskCompletionSource();
        store.Listed = () => answer.Task;
        using var watch = new KeyWatch(here, clock, NullLogger<KeyWatch>.Instance);

        var start = watch.StartAsync(CancellationToken.None);
        Assert.False(start.IsCompleted);
        answer.SetResult();
        await start;
        await watch.StopAsync(CancellationToken.None);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Without_the_store_no_process_starts(bool saysSo)
    {
        store.IsAway = saysSo;
        store.Listed = () => new TaskCompletionSource().Task;
        using var watch = new KeyWatch(here, clock, NullLogger<KeyWatch>.Instance);

        var start = watch.StartAsync(CancellationToken.None);
        clock.Advance(TimeSpan.FromSeconds(30));

        await Assert.ThrowsAsync<StoreUnavailableException>(() => start);
    }

    [Fact]
    public async Task What_is_no_key_of_ours_is_never_looked_up()
    {
        var text = (await Made(here)).Text.Reveal();
        var before = store.Loads;

        Assert.All(
            new[] { "", "nonsense", text[..^1], text + "0", text[..^1] + (text[^1] == '0' ? '1' : '0'), text.ToUpperInvariant(), text.Replace("platform", "admin", StringComparison.Ordinal) },
            wrong => Assert.Null(Owner(here, wrong).AsTask().GetAwaiter().GetResult()));
        Assert.Equal(before, store.Loads);
    }

    [Fact]
    public async Task While_the_store_is_away_known_ones_open_for_a_minute_and_then_nobody_can_tell()
    {
        var text = (await Made(here)).Text.Reveal();
        var elsewhere = (await Made(there)).Text.Reveal();
        store.IsAway = true;

        await Assert.ThrowsAsync<StoreUnavailableException>(here.Refresh);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => Owner(here, elsewhere).AsTask());
        clock.Advance(KeyRing.LongestBlind);
        Assert.Equal("one", await Owner(here, text));
        clock.Advance(TimeSpan.FromTicks(1));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => Owner(here, text).AsTask());
        store.IsAway = false;
        Assert.Equal("one", await Owner(here, text));
    }

    [Fact]
    public async Task That_it_was_used_is_written_down_once_a_minute_at_most()
    {
        var made = await Made(here);
        await there.Refresh();
        await Owner(here, made.Text.Reveal());
        await here.NoteUses();
        Assert.Equal(clock.Now, (await keys.Find(made.Key.Id))!.LastUsedAt);

        var first = clock.Now;
        clock.Advance(TimeSpan.FromSeconds(59));
        await Owner(there, made.Text.Reveal());
        await there.NoteUses();
        Assert.Equal(first, (await keys.Find(made.Key.Id))!.LastUsedAt);
        clock.Advance(TimeSpan.FromSeconds(1));
        await Owner(here, made.Text.Reveal());
        await here.NoteUses();
        Assert.Equal(clock.Now, (await keys.Find(made.Key.Id))!.LastUsedAt);
    }

    /// <summary>A list of what is used is no reason to open a door again.</summary>
    [Fact]
    public async Task Writing_down_a_use_brings_no_revoked_one_back()
    {
        var made = await Made(here);
        await Owner(here, made.Text.Reveal());
        await keys.Revoke(made.Key.Id, "leaked", "ann");
        await here.NoteUses();

        Assert.NotNull((await keys.Find(made.Key.Id))!.RevokedAt);
    }

    [Fact]
    public async Task Every_process_looks_again_by_itself_and_writes_down_what_was_used()
    {
        var (kept, leaked) = (await Made(here), await Made(here));
        using var watch = new KeyWatch(there, clock, NullLogger<KeyWatch>.Instance);
        await watch.StartAsync(CancellationToken.None);
        await Eventually.True(() => clock.Waiting == 1);
        Assert.Equal("one", await Owner(there, kept.Text.Reveal()));
        here.Take(await keys.Revoke(leaked.Key.Id, "leaked", "ann"));
        Assert.Equal("one", await Owner(there, leaked.Text.Reveal()));

        clock.Advance(TimeSpan.FromSeconds(4));
        await Eventually.True(() => clock.Waiting == 1);
        Assert.Null(await Owner(there, leaked.Text.Reveal()));
        for (var periods = 1; periods < 15; periods++)
        {
            clock.Advance(TimeSpan.FromSeconds(4));
            await Eventually.True(() => clock.Waiting == 1);
        }

        Assert.NotNull((await keys.Find(kept.Key.Id))!.LastUsedAt);
        await watch.StopAsync(CancellationToken.None);
    }

    private AccessKeyCall Call() => new("ann", "a reason", $"request-{++requests}", "fingerprint");

    private async Task<AccessKeyAnswer.Made> Made(KeyRing ring)
    {
        var made = Assert.IsType<AccessKeyAnswer.Made>(await keys.Make(new AccessKeyWish(AccessKeyKind.Platform, "one", null, "", null), Call()));
        ring.Take(made);
        return made;
    }

    private async Task<int> ReadsOf(string text)
    {
        var before = store.Loads;
        Assert.Null(await Owner(here, text));
        return store.Loads - before;
    }

    /// <returns>The owner, or the status of the refusal.</returns>
    private static async Task<string> Answer(KeyRing ring, string text)
    {
        try
        {
            return await Owner(ring, text) ?? "401";
        }
        catch (RequestRefusedException refused)
        {
            Assert.Equal(5, refused.Error.RetryAfter);
            return $"{refused.Error.Status}";
        }
    }

    private static async ValueTask<string?> Owner(KeyRing ring, string text) =>
        (await ring.Identify(AccessKeyKind.Platform, PresentedKey.Read($"Bearer {text}")!))?.Owner;
}
