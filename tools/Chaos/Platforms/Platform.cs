using Acp.Chaos.Deployment;
using Acp.Storm;

namespace Acp.Chaos.Platforms;

/// <summary>An agent platform that buys one thing after the other, as drawn.</summary>
internal sealed class Platform(Market market, int number, int seed)
{
    // Of a session that can be paid, each refusal of a paying token was the answer to somebody else's attempt.
    private const int MostTries = 8;

    private readonly Random chance = new(unchecked((seed * 7919) + number));

    /// <param name="closing">No new purchase begins.</param>
    /// <param name="stop">What has no answer yet never gets one.</param>
    public async Task Run(CancellationToken closing, CancellationToken stop)
    {
        try
        {
            while (!closing.IsCancellationRequested)
            {
                await Buy(Purchase.Draw(chance), stop);
                await Task.Delay(TimeSpan.FromMilliseconds(chance.Next(50, 400)), market.Clock, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Who waits for an answer has said so.
        }
    }

    private async Task Buy(Purchase purchase, CancellationToken stop)
    {
        if (await NewCaller().Create(purchase.Item, purchase.Quantity, stop) is not { } story)
        {
            return;
        }

        if (purchase.NewQuantity is { } quantity)
        {
            await NewCaller().Update(story, quantity, stop);
        }

        var token = market.Token(purchase.Means[0]);
        var callers = Enumerable.Range(0, purchase.Callers)
            .Select(place => Pay(story, place % 2 == 0 ? token : market.Token(purchase.Means[0]), purchase.Means, NewCaller(), stop)).ToList();
        if (purchase.Cancels)
        {
            callers.Add(NewCaller().Cancel(story, stop));
        }

        if (purchase.Rival)
        {
            callers.Add(PayAnother(purchase, token, stop));
        }

        await Task.WhenAll(callers);
    }

    private async Task PayAnother(Purchase purchase, string token, CancellationToken stop)
    {
        var caller = NewCaller();
        if (await caller.Create(purchase.Item, 1, stop) is { } rival)
        {
            await Pay(rival, token, purchase.Means, caller, stop);
        }
    }

    private async Task Pay(Story story, string token, IReadOnlyList<Means> all, Caller caller, CancellationToken stop)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            var means = all[Math.Min(tries, all.Count - 1)];
            var reply = await caller.Complete(story, tries == 0 ? token : market.Token(means), means, stop);
            if (!IsRefusal(reply) || (means != Means.Pays && tries >= all.Count - 1))
            {
                Judge(story, reply);
                return;
            }
        }

        story.Breaks("refused", $"was refused {MostTries} times with tokens that pay");
    }

    /// <summary>The token is refused, or was while it was somebody else's attempt; another may pay.</summary>
    private static bool IsRefusal(Reply reply) => reply is { Status: 400, Code: "payment_declined" or "requires_3ds" or "token_used" or "token_reserved" };

    // What remains are the ends of a session, and what no honest caller gets.
    private static void Judge(Story story, Reply reply)
    {
        if (reply is not ({ Session.IsCompleted: true } or { Status: 409, Code: "invalid_state" }) && !IsRefusal(reply) && !IsSoldOut(story, reply))
        {
            story.Breaks("unexpected", $"got {reply.Name} for a complete, with a session that is {reply.Session?.Status ?? "not there"}");
        }
    }

    // A cart whose product has gone since is not ready; one that loses the last piece in mid-payment is told so.
    private static bool IsSoldOut(Story story, Reply reply) =>
        Shop.Stock.ContainsKey(story.Item) && reply is { Status: 400, Code: "out_of_stock" or "not_ready_for_payment" };

    private Caller NewCaller() => new(market, new Random(chance.Next()), number);
}
