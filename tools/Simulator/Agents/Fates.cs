using System.Globalization;
using System.Text.Json;
using Acp.SharedPaymentTokens;

namespace Acp.Simulation;

/// <summary>
/// What becomes of a token from the moment that it exists at the provider, whether or not we have heard of it by then: the
/// shopper authenticates, somebody else charges it, it is revoked there or by operators of ours, or its time passes.
/// </summary>
internal sealed class Fates(World world)
{
    private const int MostTries = 4;

    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan Later = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Near = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    private readonly Chance chance = world.Chance;

    /// <param name="merchantIsUs">Else only a stranger can charge it.</param>
    public void Begin(string token, DateTimeOffset expiresAt, bool merchantIsUs, bool mustAuthenticate)
    {
        if (mustAuthenticate && !chance.OneIn(4))
        {
            After(chance.UpTo(Later), () => Authenticate(token));
        }

        if (chance.OneIn(merchantIsUs ? 3 : 2))
        {
            After(Moment(expiresAt), () => UseElsewhere(token, merchantIsUs ? Accounts.SellerKey : Accounts.StrangerKey));
        }

        if (chance.OneIn(6))
        {
            After(Moment(expiresAt), () => RevokeThere(token));
        }

        if (chance.OneIn(2))
        {
            After(expiresAt - world.Scheduler.Now + chance.UpTo(Near), Sweep);
        }

        for (var operators = chance.Weighted([(4, 0), (4, 1), (1, 2)]); operators > 0; operators--)
        {
            After(Moment(expiresAt), () => RevokeHere(token));
        }
    }

    /// <summary>As every node does once a second: its expiry is written down.</summary>
    private Task Sweep()
    {
        if (world.Cluster.Pick() is { } node)
        {
            world.Trace?.Say(node.Name, "sweeps what is due");
            world.Cluster.Begin(node, node.SweepDue);
        }

        return Task.CompletedTask;
    }

    private Task Authenticate(string token)
    {
        world.Provider.FinishToken(token, succeeded: !chance.OneIn(3));
        return Task.CompletedTask;
    }

    /// <summary>Outside of our sessions: nothing names one.</summary>
    private async Task UseElsewhere(string token, string key)
    {
        var amount = chance.OneIn(2) ? 300 : 500;
        var form = string.Create(
            CultureInfo.InvariantCulture,
            $"amount={amount}&currency=usd&confirm=true&payment_method_data[shared_payment_granted_token]={token}");
        var reply = await world.Provider.Directly(key, "/v1/payment_intents", form);
        world.Trace?.Say("elsewhere", $"charges {token}: {reply.Status}");
        if (reply.Status == 200)
        {
            using var json = JsonDocument.Parse(reply.Body);
            world.Shopper.Meets(json.RootElement.GetProperty("id").GetString()!, session: null, json.RootElement.GetProperty("status").GetString()!);
        }
    }

    private async Task RevokeThere(string token)
    {
        var reply = await world.Provider.Directly(Accounts.IssuerKey, $"/v1/shared_payment/issued_tokens/{token}/revoke", "");
        world.Trace?.Say("elsewhere", $"revokes {token} at the provider: {reply.Status}");
        if (reply.Status == 200 && world.Wallet.Find(token) is { } card)
        {
            card.IsRevoked = true;
        }
    }

    /// <summary>An operator asks again until it hears something definite, and now and then after that.</summary>
    private async Task RevokeHere(string token)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            var node = world.Cluster.Pick();
            world.Trace?.Say("operator", $"asks {node?.Name ?? "a node that is down"} to revoke {token}");
            var heard = await world.Cluster.Ask<ISharedPaymentToken, Revocation>(node, token, it => it.Revoke("operator", "wanted"), Patience);
            world.Trace?.Say("operator", $"hears of {token}: {(heard is Heard<Revocation>.Answered { Answer: var told } ? told.GetType().Name : heard.GetType().Name)}");
            if (heard is Heard<Revocation>.Answered { Answer: var answer })
            {
                world.Auditor.Told(token, answer);
                if (answer is Revocation.Revoked && !chance.OneIn(5))
                {
                    return;
                }
            }

            if (chance.OneIn(3))
            {
                return;
            }

            await world.Delay(chance.OneIn(2) ? RetryAfter : chance.UpTo(Later));
        }
    }

    // At once, so that it meets the issue itself; within its life, where most tokens end; or about when it expires.
    private TimeSpan Moment(DateTimeOffset expiresAt)
    {
        var life = expiresAt - world.Scheduler.Now;
        return chance.Below(5) switch
        {
            0 => TimeSpan.Zero,
            1 => chance.UpTo(Soon),
            2 => chance.UpTo(Later),
            3 => chance.UpTo(life * 1.2),
            _ => chance.Between(life - Near, life + Near),
        };
    }

    private void After(TimeSpan time, Func<Task> then) => world.Begin(async () =>
    {
        await world.Delay(time);
        await then();
    });
}
