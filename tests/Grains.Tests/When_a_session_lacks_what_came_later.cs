using System.Text.Json.Nodes;
using Acp.CheckoutSessions;
using Acp.Store;

namespace Acp.Tests;

/// <summary>Its record has none of the members that came later.</summary>
public sealed class When_a_session_lacks_what_came_later : IDisposable
{
    private static readonly string[] Newer = ["attribution", "consents"];

    private readonly World world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task It_is_paid_like_any_other()
    {
        var id = await world.ReadySession();
        await Age(id);

        Told.Completed(await world.Complete(id, "spt_1"));
    }

    [Fact]
    public async Task A_payment_that_waits_goes_on()
    {
        var id = await world.ReadySession();
        Told.Refused(RefusalRule.RequiresAuthentication, await world.Complete(id, "spt_3ds"));
        await Age(id);

        Told.Completed(await world.Complete(id, "spt_3ds", process: world.StartProcess(), result: World.Proven()));
    }

    [Fact]
    public async Task One_that_is_completed_is_shown_as_it_was()
    {
        var id = await world.ReadySession();
        Told.Completed(await world.Complete(id, "spt_1"));
        await Age(id);

        Told.Completed(await world.Complete(id, "spt_1", process: world.StartProcess()));
        Assert.Empty((await world.PlacedOf(id)).Consents);
        Assert.Null((await world.Stored(id)).Attribution);
    }

    private async Task Age(string id)
    {
        var stored = (await world.Store.Load(CheckoutSession.KeyOf(id)))!;
        var json = JsonNode.Parse(stored.State.Span)!.AsObject();
        foreach (var member in Newer)
        {
            json.Remove(member);
            (json["order"] as JsonObject)?.Remove(member);
        }

        Assert.DoesNotContain("consents", json.ToJsonString(), StringComparison.Ordinal);
        var aged = new StateChange(
            CheckoutSession.KeyOf(id), stored.Version, System.Text.Encoding.UTF8.GetBytes(json.ToJsonString()), new IndexColumns("checkout_session", "x", null, null, null, world.Clock.Now));
        Assert.IsType<Verdict.Committed>(await world.Store.Commit(new Unit(world.Ids.NewCommitId(), world.Clock.Now) { States = [aged] }));
    }
}
