namespace Acp.Simulation;

/// <summary>
/// What the provider lets us know. The gateway verifies a notice and has the session look again; its body is trusted
/// for nothing, so here it is that call, late, twice, out of order or never.
/// </summary>
internal sealed class Notices(World world)
{
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan[] Latest = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(20), TimeSpan.FromHours(26)];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly bool areSent = world.Chance.OneIn(2) || world.Faults.MeetsNotices;

    public void Changed(string session)
    {
        if (!areSent)
        {
            return;
        }

        if (world.Faults.Meets(FaultKind.NoticeLost))
        {
            world.Marks.Meet(session, FaultKind.NoticeLost);
            world.Trace?.Say("provider", $"its notice of {session} is lost");
            return;
        }

        Send(session);
        if (world.Faults.Meets(FaultKind.NoticeTwice))
        {
            Send(session, FaultKind.NoticeTwice);
        }
    }

    private void Send(string session, FaultKind? repeat = null)
    {
        var late = world.Faults.Meets(FaultKind.NoticeLate);
        var after = late ? world.Chance.Between(Late, world.Chance.Of(Latest)) : world.Chance.UpTo(Usual);
        world.Begin(async () =>
        {
            await world.Delay(after);
            Mark(session, late ? FaultKind.NoticeLate : null);
            Mark(session, repeat);
            var node = world.Cluster.Pick();
            world.Trace?.Say(node?.Name ?? "provider", $"notice of {session}{(late ? ", late" : "")}");
            await world.Cluster.Ask(node, session, async s =>
            {
                await s.LookAgain();
                return true;
            }, Patience);
        });
    }

    private void Mark(string session, FaultKind? kind)
    {
        if (kind is { } met)
        {
            world.Marks.Meet(session, met);
        }
    }
}
