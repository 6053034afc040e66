using System.Text;
using Acp.CheckoutSessions;
using Acp.Store;

namespace Acp.Storage.Tests;

public abstract partial class StoreConformance
{
    private static readonly RepliesAt OfSession = new("platform", "/checkout_sessions/cs_1");

    [Fact]
    public async Task Replies_at_a_path_are_taken_out_and_no_others()
    {
        var (gone, kept) = (
            new[] { "/checkout_sessions/cs_1", "/checkout_sessions/cs_1/complete", "/checkout_sessions/cs_1/cancel" },
            new[] { "/checkout_sessions", "/checkout_sessions/cs_1/a", "/checkout_sessions/CS_1", "/checkout_sessions/cs_10", "/checkout_sessions/cs_1-/complete", "/checkout_sessions/cs_10/complete", "signature" });
        foreach (var path in gone.Concat(kept))
        {
            await Committed(Units.Keep(ReplyAt(path)));
        }

        await Committed(Units.Keep(ReplyAt("/checkout_sessions/cs_1", "another")));

        await Committed(Units.Empty() with { Erases = new Erasing { Replies = [.. gone.Select(path => OfSession with { Path = path })] } });

        Assert.All(gone, path => Assert.Null(Find(path)));
        Assert.All(kept, path => Assert.NotNull(Find(path)));
        Assert.NotNull(Find("/checkout_sessions/cs_1", "another"));
        await Committed(Units.Keep(ReplyAt(gone[0]))); // Its key is new again.
    }

    [Fact]
    public async Task A_rewritten_reply_keeps_its_key_its_fingerprint_and_its_time()
    {
        var kept = Units.Reply("key", Clock.Now.AddHours(24), "who it is");
        await Committed(Units.Keep(kept));
        var rewritten = new RewrittenReply(kept.Key, new Reply(200, Encoding.UTF8.GetBytes("nobody")), kept.KeptUntil);

        await Committed(Units.Empty() with { Erases = new Erasing { Rewritten = [rewritten, rewritten with { Key = Units.ReplyKey("never kept") }] } });

        var found = await Store.FindReply(kept.Key);
        Assert.Equal((200, "nobody", kept.Fingerprint, kept.KeptUntil), (found!.Reply.Status, found.Reply.Body.Text(), found.Fingerprint, found.KeptUntil));
        Assert.Null(await Store.FindReply(Units.ReplyKey("never kept")));
        Assert.IsType<Verdict.ReplyExists>(await Store.Commit(Units.Keep(kept)));
    }

    /// <summary>Its key was forgotten and used anew: it is another request's.</summary>
    [Fact]
    public async Task A_reply_that_was_kept_since_under_the_same_key_is_not_rewritten()
    {
        var kept = Units.Reply("key", Clock.Now.AddHours(24), "of another");
        await Committed(Units.Keep(kept));

        await Committed(Units.Empty() with { Erases = new Erasing { Rewritten = [new(kept.Key, new Reply(200, Encoding.UTF8.GetBytes("nobody")), kept.KeptUntil.AddMilliseconds(-1))] } });

        Assert.Equal("of another", (await Store.FindReply(kept.Key))!.Reply.Body.Text());
    }

    [Fact]
    public async Task Of_a_trail_only_what_was_named_is_blanked()
    {
        AuditEntry Entry(string subject, string name) => new(subject, Units.Noon, "ann", name, """{"reason":"who it is"}""");
        await Committed(Units.Empty() with { Audit = [Entry("order/1", "order.canceled"), Entry("order/1", "order.fulfilled"), Entry("order/2", "order.canceled")] });

        await Committed(Units.Empty() with { Erases = new Erasing { Trails = [new("order/1", ["order.canceled", "order.held"]), new("order/3", ["order.canceled"])] } });

        var (one, other) = (await Store.ReadAudit("order/1"), await Store.ReadAudit("order/2"));
        Assert.Equal([Entry("order/1", "order.canceled") with { Detail = BlankedTrail.Blank }, Entry("order/1", "order.fulfilled")], one);
        Assert.Equal([Entry("order/2", "order.canceled")], other);
    }

    /// <summary>As when a request was under way while its buyer was erased.</summary>
    [Fact]
    public async Task What_is_kept_in_the_same_unit_goes_as_well()
    {
        await Committed(Units.Keep(ReplyAt(OfSession.Path)) with { Erases = new Erasing { Replies = [OfSession] } });

        Assert.Null(Find(OfSession.Path));
    }

    [Fact]
    public async Task A_unit_that_loses_erases_nothing()
    {
        await Committed(Units.Swap("session/1".At(0)) with { Replies = [ReplyAt("/checkout_sessions/cs_1")] });

        Assert.IsType<Verdict.Conflict>(await Store.Commit(Units.Swap("session/1".At(0)) with { Erases = new Erasing { Replies = [OfSession] } }));

        Assert.NotNull(Find("/checkout_sessions/cs_1"));
    }

    private KeptReply? Find(string path, string platform = "platform") => Store.FindReply(new ReplyKey(platform, path, "key")).AsTask().GetAwaiter().GetResult();

    private KeptReply ReplyAt(string path, string platform = "platform") =>
        new(new ReplyKey(platform, path, "key"), "fingerprint", new Reply(200, Encoding.UTF8.GetBytes("who it is")), Clock.Now.AddHours(24));
}
