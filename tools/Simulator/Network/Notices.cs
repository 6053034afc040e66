using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Acp.Fakes;

namespace Acp.Simulation;

/// <summary>
/// What the provider lets us know: every event of the two accounts, signed, late, twice or out of order, and posted again
/// until it is acknowledged; or never.
/// </summary>
internal sealed class Notices(World world)
{
    private const int MostPosts = 5;

    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan[] Latest = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(20), TimeSpan.FromHours(26)];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly byte[] Secret = Encoding.UTF8.GetBytes(Accounts.WebhookSecret);

    private readonly bool areSent = world.Chance.OneIn(2) || world.Faults.MeetsNotices;

    public void Happened(FakeEvent told)
    {
        var fake = world.Provider.Fake;
        if (!areSent || (told.Account != fake.Seller && told.Account != fake.Issuer))
        {
            world.Auditor.NeverTold(told);
        }
        else if (world.Faults.Meets(FaultKind.NoticeLost))
        {
            Mark(told, FaultKind.NoticeLost);
            world.Trace?.Say("provider", $"its notice {told.Type} of {told.ObjectId} is lost");
            world.Auditor.NeverTold(told);
        }
        else
        {
            Send(told, repeat: null);
            if (world.Faults.Meets(FaultKind.NoticeTwice))
            {
                Send(told, FaultKind.NoticeTwice);
            }
        }
    }

    private void Send(FakeEvent told, FaultKind? repeat)
    {
        var late = world.Faults.Meets(FaultKind.NoticeLate);
        var after = late ? world.Chance.Between(Late, world.Chance.Of(Latest)) : world.Chance.UpTo(Usual);
        world.Begin(async () =>
        {
            await world.Delay(after);
            Mark(told, late ? FaultKind.NoticeLate : null);
            Mark(told, repeat);
            await PostUntilTaken(told, late);
        });
    }

    private async Task PostUntilTaken(FakeEvent told, bool late)
    {
        for (var posts = 0; posts < MostPosts; posts++)
        {
            var node = world.Cluster.Pick();
            world.Trace?.Say(node?.Name ?? "provider", $"notice {told.Type} of {told.ObjectId}{(late ? ", late" : "")}{(posts > 0 ? ", again" : "")}");
            if (await world.Cluster.Ask(node, Post(told), Patience) is Heard<bool>.Answered { Answer: var isKept })
            {
                world.Auditor.Acknowledged(told, isKept);
                return;
            }

            await world.Delay(world.Chance.UpTo(world.Chance.Of(Latest)));
        }

        world.Auditor.NeverTold(told);
    }

    private Func<SimProcess, ValueTask<bool>> Post(FakeEvent told)
    {
        var body = told.ToJson(pendingWebhooks: 1);
        return process => process.Endpoint.Receive(Sign(body), body);
    }

    private string Sign(byte[] body)
    {
        var time = world.Scheduler.Now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signed = HMACSHA256.HashData(Secret, Encoding.ASCII.GetBytes(time + ".").Concat(body).ToArray());
        return $"t={time},v1={Convert.ToHexStringLower(signed)}";
    }

    private void Mark(FakeEvent told, FaultKind? kind)
    {
        if (kind is { } met)
        {
            world.Marks.Meet(told.Session ?? world.Auditor.HolderOf(told.ObjectId), met);
            world.Marks.Meet(told.ObjectId, met);
            world.Marks.Meet(told.Session is { } session ? world.Auditor.OrderOf(session) : null, met);
            world.Marks.Meet(told.Id, met);
        }
    }
}
