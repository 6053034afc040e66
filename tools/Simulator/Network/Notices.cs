using Acp.CheckoutSessions;
using Acp.SharedPaymentTokens;
using Acp.Store;

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

    public void Changed(string session, string intent) =>
        Happened(session, session, node => world.Cluster.Ask(node, session, it => LookAgain(it, intent), Patience));

    public void Deactivated(string token) => Happened(token, world.Auditor.HolderOf(token), node => LookAgainAt(node, token));

    private void Happened(string what, string? session, Func<SimProcess?, Task> tell)
    {
        if (!areSent)
        {
            return;
        }

        if (world.Faults.Meets(FaultKind.NoticeLost))
        {
            Mark(session, FaultKind.NoticeLost);
            world.Trace?.Say("provider", $"its notice of {what} is lost");
            return;
        }

        Send(what, session, tell);
        if (world.Faults.Meets(FaultKind.NoticeTwice))
        {
            Send(what, session, tell, FaultKind.NoticeTwice);
        }
    }

    private void Send(string what, string? session, Func<SimProcess?, Task> tell, FaultKind? repeat = null)
    {
        var late = world.Faults.Meets(FaultKind.NoticeLate);
        var after = late ? world.Chance.Between(Late, world.Chance.Of(Latest)) : world.Chance.UpTo(Usual);
        world.Begin(async () =>
        {
            await world.Delay(after);
            Mark(session, late ? FaultKind.NoticeLate : null);
            Mark(session, repeat);
            var node = world.Cluster.Pick();
            world.Trace?.Say(node?.Name ?? "provider", $"notice of {what}{(late ? ", late" : "")}");
            await tell(node);
        });
    }

    private static async ValueTask<bool> LookAgain(ICheckoutSession session, string intent)
    {
        await session.LookAgain(intent);
        return true;
    }

    private Task LookAgainAt(SimProcess? node, string token)
    {
        if (node is not null)
        {
            world.Cluster.Begin(node, () => LookAgainAt(node.Grains.Get<ISharedPaymentToken>(token)));
        }

        return Task.CompletedTask;
    }

    private static async Task LookAgainAt(ISharedPaymentToken token)
    {
        try
        {
            await token.LookAgain();
        }
        catch (StoreUnavailableException)
        {
            // The gateway answers 503, and the provider tells again or not.
        }
    }

    private void Mark(string? session, FaultKind? kind)
    {
        if (session is not null && kind is { } met)
        {
            world.Marks.Meet(session, met);
        }
    }
}
