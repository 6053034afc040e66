using System.Globalization;
using System.Text;
using Acp.CheckoutSessions;
using Acp.Pricing;

namespace Acp.Simulation;

/// <summary>
/// A client at work: it creates, pays, changes and cancels, gives up waiting, and sends things again, to whichever node.
/// </summary>
internal sealed class Agent(World world, int number, int shop)
{
    public const string Platform = "agent";

    /// <summary>It has no tokens issued; those of the other that it gets hold of it brings all the same.</summary>
    public const string Rival = "rival";

    private const int MostTries = 4;
    private const int SendsTwiceOneIn = 6;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Impatience = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);
    private static readonly Address Taxed = new("Ada", "1 High St", null, "Town", SimPricing.TaxedState, "US", "1");

    private readonly Chance chance = world.Chance;
    private readonly string name = number == 0 ? $"shop{shop}" : $"agent{number}";
    private int keys;

    private enum Move
    {
        Complete,
        CompleteWithAnEarlierToken,
        CompleteTaxed,
        SendAgain,
        SendToAnother,
        Update,
        Cancel,
        Retrieve,
        Resolve,
        Sweep,
    }

    private static readonly (int Weight, Move Move)[] Moves =
    [
        (30, Move.Complete), (8, Move.CompleteWithAnEarlierToken), (3, Move.CompleteTaxed), (10, Move.SendAgain), (3, Move.SendToAnother),
        (10, Move.Update), (5, Move.Cancel), (2, Move.Retrieve), (2, Move.Resolve), (5, Move.Sweep),
    ];

    /// <summary>Where a platform is told of its orders.</summary>
    public static string EndpointOf(string platform) => $"platform.{platform}";

    public async Task Create()
    {
        var items = Items(chance.OneIn(20) ? SimPricing.Sample : null);
        var request = new CreateCheckoutSession([items], "usd", null, null, [], [], null, null, null, null);
        var key = NewKey();
        var platform = chance.OneIn(5) ? Rival : Platform;
        for (var tries = 0; tries < MostTries; tries++)
        {
            // As the gateway does: each try is a new session, and the key makes them one.
            var asked = new Asked("create", world.Ids.New("cs_"), Call(new(platform, "v"), "/checkout_sessions", key, items.ToString()), (s, call) => s.Create(call, request));
            if (await Send(asked) is Answer.Replied { Reply: { Status: 201 } reply })
            {
                world.Purchases.Add(new Purchase(Encoding.UTF8.GetString(reply.Body.Span).Split('|')[0], platform));
                return;
            }

            await world.Delay(RetryAfter);
        }
    }

    public async Task Live()
    {
        for (var move = 0; move < world.Pace.Moves && world.Purchases.Count > 0; move++)
        {
            await world.Delay(world.Pace.Pause());
            await Do(chance.Weighted(Moves), chance.Of(world.Purchases));
        }
    }

    private async Task Do(Move move, Purchase purchase)
    {
        switch (move)
        {
            case Move.Complete:
                await Pay(purchase, await Card(purchase), address: null);
                break;
            case Move.CompleteWithAnEarlierToken when world.Wallet.Earlier() is { } card:
                await Pay(purchase, card, address: null);
                break;
            case Move.CompleteTaxed:
                await Pay(purchase, await Card(purchase), Taxed);
                break;
            case Move.SendAgain when purchase.Requests.Count > 0:
                await Send(chance.Of(purchase.Requests));
                break;
            case Move.SendToAnother when Paid() is { Card: { } card } paid:
                await Insist(Complete(purchase, card, address: null, result: null, paid.Call.Once!.Key));
                break;
            case Move.Update:
                await Insist(Update(purchase));
                break;
            case Move.Cancel:
                await Insist(Cancel(purchase));
                break;
            case Move.Retrieve:
                await Ask(purchase.Session, "retrieve", Patience, s => s.Retrieve(purchase.Caller));
                break;
            case Move.Resolve:
                await Ask(purchase.Session, "resolve", Patience, s => s.Resolve("operator", "The shopper asks."));
                break;
            case Move.Sweep when world.Cluster.Pick() is { } node:
                world.Trace?.Say(node.Name, $"sweeps what is due");
                world.Cluster.Begin(node, node.SweepDue);
                break;
        }
    }

    private ValueTask<GrantedCard> Card(Purchase purchase) => purchase.Caller.Platform == Platform ? world.Wallet.Next() : world.Wallet.Foreign();

    /// <summary>Where the issuer asks for the shopper, some agents run the challenge and come again, under another key.</summary>
    private async Task Pay(Purchase purchase, GrantedCard card, Address? address)
    {
        var answer = await Insist(Complete(purchase, card, address, world.Challenges.BeforePaying(card)));
        if (answer is Answer.Replied { Reply: var reply }
            && Encoding.UTF8.GetString(reply.Body.Span) == "refused|RequiresAuthentication"
            && world.Challenges.WhenAsked() is { } result)
        {
            await world.Delay(world.Challenges.Takes());
            await Insist(Complete(purchase, card, address, result));
        }
    }

    /// <summary>Sends it again while nobody says what became of it: with the same key, with another, with another token, or not.</summary>
    /// <returns>What it heard last; null where that is nothing.</returns>
    private async Task<Answer?> Insist(Asked asked)
    {
        Answer? answer = null;
        world.Purchases.Find(purchase => purchase.Session == asked.Session)!.Requests.Add(asked);
        for (var tries = 1; tries < MostTries; tries++)
        {
            if (chance.OneIn(SendsTwiceOneIn))
            {
                var twin = asked;
                world.Begin(() => Send(twin)); // A double click, or a proxy that hedges.
            }

            answer = await Send(asked);
            if (answer is Answer.Replied && !chance.OneIn(12))
            {
                return answer;
            }

            if (chance.OneIn(4))
            {
                return answer; // Gives up.
            }

            await world.Delay(chance.OneIn(2) ? RetryAfter : chance.UpTo(RetryAfter * 4));
            asked = chance.OneIn(5) ? asked with { Call = Call(asked.Call.Caller, asked.Call.Once!.Path, NewKey(), asked.Call.Once.Fingerprint) } : asked;
        }

        return answer;
    }

    private Asked Complete(Purchase purchase, GrantedCard card, Address? address, AuthenticationResult? result, string? key = null)
    {
        var request = new CompleteCheckoutSession(card.Id, null, address, null) { Authentication = result };
        var authentication = result is null ? "" : $" {result.Outcome} {result.Proof?.Cryptogram}";
        return new Asked(
            $"complete with {card.Id}{authentication}",
            purchase.Session,
            Call(purchase.Caller, $"/checkout_sessions/{purchase.Session}/complete", key ?? NewKey(), $"{card.Id} {address?.State}{authentication}"),
            (s, call) => s.Complete(call, request),
            card)
        {
            IsDenied = result is { Permits: false },
        };
    }

    /// <summary>An earlier complete of any session: one key and one token for two sessions, whose paths tell them apart.</summary>
    private Asked? Paid()
    {
        var paid = world.Purchases.SelectMany(purchase => purchase.Requests).Where(asked => asked.Card is not null).ToList();
        return paid.Count == 0 ? null : chance.Of(paid);
    }

    private Asked Update(Purchase purchase)
    {
        var items = Items(chance.OneIn(2) ? SimPricing.Sample : null);
        var request = new UpdateCheckoutSession(
            Change.To<IReadOnlyList<RequestedItem>>([items]), default, default, default, default, default);
        return new Asked(
            $"update to {items.Quantity} {items.ItemId}",
            purchase.Session,
            Call(purchase.Caller, $"/checkout_sessions/{purchase.Session}", NewKey(), items.ToString()),
            (s, call) => s.Update(call, request));
    }

    private Asked Cancel(Purchase purchase) => new(
        "cancel",
        purchase.Session,
        Call(purchase.Caller, $"/checkout_sessions/{purchase.Session}/cancel", NewKey(), ""),
        (s, call) => s.Cancel(call, new CancelCheckoutSession(null)));

    private RequestedItem Items(string? item) =>
        new(item ?? (chance.OneIn(4) ? SimPricing.Book : SimPricing.Mug), chance.OneIn(3) ? 2 : 1);

    private async Task<Answer?> Send(Asked asked)
    {
        world.Auditor.Asking(asked);
        var heard = await Ask(
            asked.Session, $"{asked.What} under {asked.Call.Once!.Key}", chance.OneIn(6) ? Impatience : Patience, async s =>
            {
                Scope.Enter(new Errand(asked.Session, asked.Call.ReplyKey, asked.IsDenied));
                return await asked.Ask(s, asked.Call);
            });
        if (heard is not Heard<Answer>.Answered { Answer: var answer })
        {
            return null;
        }

        world.Auditor.Told(asked, answer);
        return answer;
    }

    private async Task<Heard<T>> Ask<T>(string session, string what, TimeSpan patience, Func<ICheckoutSession, ValueTask<T>> call)
    {
        var node = world.Cluster.Pick();
        world.Trace?.Say(name, $"asks {node?.Name ?? "a node that is down"}: {session} {what}");
        var heard = await world.Cluster.Ask(node, session, call, patience);
        world.Trace?.Say(name, $"hears of {session} {what}: {Told(heard)}");
        return heard;
    }

    private static string Told<T>(Heard<T> heard) => heard switch
    {
        Heard<T>.Answered { Answer: Answer.Replied { Reply: var reply, Replayed: var replayed } } =>
            $"{reply.Status} {Encoding.UTF8.GetString(reply.Body.Span)}{(replayed ? " (replayed)" : "")}",
        Heard<T>.Answered { Answer: var answer } => answer!.GetType().Name,
        _ => heard.GetType().Name,
    };

    private static Call Call(Caller caller, string path, string key, string body) => new(caller, new IdempotencyKey(path, key, body));

    private string NewKey() => string.Create(CultureInfo.InvariantCulture, $"{name}-{++keys}");
}
