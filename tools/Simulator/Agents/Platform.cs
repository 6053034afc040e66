using System.Globalization;
using System.Text;
using Acp.CheckoutSessions;
using Acp.SharedPaymentTokens;
using Acp.TokenIssues;

namespace Acp.Simulation;

/// <summary>A wish for a token that can be sent again as it was.</summary>
internal sealed record Wish(string Issue, Call Call, IssueToken Request);

/// <summary>A client that has tokens issued: it insists on each, gives up waiting, and brings some to a checkout of ours.</summary>
internal sealed class Platform(World world, int number)
{
    private const string Name = "agent";
    private const string Path = "/spt";
    private const int MostTries = 4;
    private const int SendsTwiceOneIn = 6;

    private static readonly Caller Caller = new(Name, "v");
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Impatience = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    private static readonly (int Weight, string Merchant)[] Merchants = [(14, Shops.Ours), (5, Shops.Strangers), (1, Shops.Unverified)];

    private static readonly (int Weight, string Method)[] Methods =
    [
        (14, "pm_card_visa"), (2, "pm_card_chargeDeclined"), (3, GrantedCard.AuthenticatingMethod), (1, "pm_unknown"),
    ];

    private static readonly (int Weight, TimeSpan? Life)[] Lives =
    [
        (3, TimeSpan.FromSeconds(20)), (4, null), (2, TimeSpan.FromMinutes(20)), (2, TimeSpan.FromHours(1)), (1, TimeSpan.FromHours(2)),
    ];

    private readonly Chance chance = world.Chance;
    private readonly string name = $"platform{number}";
    private readonly List<Wish> wishes = [];
    private int keys;

    private enum Move
    {
        Issue,
        IssueAgain,
        Sweep,
        Look,
    }

    private static readonly (int Weight, Move Move)[] Moves = [(12, Move.Issue), (3, Move.IssueAgain), (5, Move.Sweep), (1, Move.Look)];

    public async Task Live()
    {
        await Insist(New());
        for (var move = 1; move < world.Pace.Issues; move++)
        {
            await world.Delay(world.Pace.Pause());
            await Do(chance.Weighted(Moves));
        }
    }

    private async Task Do(Move move)
    {
        switch (move)
        {
            case Move.Issue:
                await Insist(New());
                break;
            case Move.IssueAgain:
                await Send(chance.Of(wishes));
                break;
            case Move.Sweep when world.Cluster.Pick() is { } node:
                world.Trace?.Say(node.Name, "sweeps what is due");
                world.Cluster.Begin(node, node.SweepDue);
                break;
            case Move.Look:
                await world.Auditor.Look();
                break;
        }
    }

    private Wish New()
    {
        var request = new IssueToken(
            chance.Weighted(Merchants),
            chance.Of([500L, 1_000L, 1_100L, SimPolicies.MaximumAmount + (chance.OneIn(10) ? 1 : 0)]),
            chance.OneIn(4) ? AmountKind.Exact : AmountKind.Maximum,
            chance.OneIn(20) ? "eur" : "usd",
            chance.Weighted(Lives),
            chance.Weighted(Methods),
            ReturnUrl: null,
            Mandate: null,
            Metadata: null);
        return Under(NewKey(), request);
    }

    /// <summary>Sends it again while nobody says what became of it: with the same key, with another, or not.</summary>
    private async Task Insist(Wish wish)
    {
        wishes.Add(wish);
        for (var tries = 1; tries < MostTries; tries++)
        {
            if (chance.OneIn(SendsTwiceOneIn))
            {
                var twin = wish;
                world.Begin(() => Send(twin)); // A double click, or a proxy that hedges.
            }

            if (await Send(wish) is Answer.Replied && !chance.OneIn(12))
            {
                return;
            }

            if (chance.OneIn(4))
            {
                return; // Gives up.
            }

            await world.Delay(chance.OneIn(2) ? RetryAfter : chance.UpTo(RetryAfter * 4));
            wish = chance.OneIn(8) ? Under(NewKey(), wish.Request) : wish;
        }
    }

    private async Task<Answer?> Send(Wish wish)
    {
        world.Auditor.Asking(wish);
        var node = world.Cluster.Pick();
        world.Trace?.Say(name, $"asks {node?.Name ?? "a node that is down"}: {Told(wish)}");
        var heard = await world.Cluster.Ask<ITokenIssue, Answer>(
            node, wish.Issue, issue => issue.Issue(wish.Call, wish.Request), chance.OneIn(6) ? Impatience : Patience);
        world.Trace?.Say(name, $"hears of {wish.Call.Once!.Key}: {Told(heard)}");
        if (heard is not Heard<Answer>.Answered { Answer: var answer })
        {
            return null;
        }

        world.Auditor.Told(wish, answer);
        if (answer is Answer.Replied { Reply: { Status: 201 } reply } && wish.Request.Merchant == Shops.Ours && chance.OneIn(2))
        {
            var token = Encoding.UTF8.GetString(reply.Body.Span).Split('|')[0];
            world.Wallet.Take(new GrantedCard(
                token, world.Auditor.ExpiryOf(token), MustAuthenticate: wish.Request.PaymentMethod == GrantedCard.AuthenticatingMethod));
        }

        return answer;
    }

    private static Wish Under(string key, IssueToken request) =>
        new(IssueIds.Of(Name, Path, key), new Call(Caller, new IdempotencyKey(Path, key, request.ToString())), request);

    private static string Told(Wish wish) => string.Create(
        CultureInfo.InvariantCulture,
        $"a token of {wish.Request.Amount} {wish.Request.Currency} for {wish.Request.Merchant}, {wish.Request.PaymentMethod}, {wish.Request.Lifetime?.TotalSeconds ?? 300} s, under {wish.Call.Once!.Key}");

    private static string Told(Heard<Answer> heard) => heard switch
    {
        Heard<Answer>.Answered { Answer: Answer.Replied { Reply: var reply, Replayed: var replayed } } =>
            $"{reply.Status} {Encoding.UTF8.GetString(reply.Body.Span)}{(replayed ? " (replayed)" : "")}",
        Heard<Answer>.Answered { Answer: var answer } => answer.GetType().Name,
        _ => heard.GetType().Name,
    };

    private string NewKey() => string.Create(CultureInfo.InvariantCulture, $"{name}-{++keys}");
}
