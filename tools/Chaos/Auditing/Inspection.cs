using Acp.Chaos.Platforms;
using Acp.Storm;

namespace Acp.Chaos.Auditing;

/// <summary>
/// After the faults: each session is read until it has settled by itself, and those that are completed must stay so,
/// whatever key asks. Nothing is completed here that was not completed before.
/// </summary>
internal sealed class Inspection(Market market, IReadOnlyDictionary<string, int> stock)
{
    public const string Who = "inspector";

    // Enough to finish soon, few enough not to be another storm.
    private const int AtOnce = 24;

    private static readonly TimeSpan Settles = TimeSpan.FromSeconds(180);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private int done;

    public int Done => Volatile.Read(ref done);

    public async Task Run()
    {
        var until = market.Now + Settles;
        await Parallel.ForEachAsync(market.Stories, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (story, stop) =>
        {
            story.Final = await Settled(story, until, stop);
            if (story.Final is { IsCompleted: true })
            {
                await AskAgain(story, stop);
            }

            Interlocked.Increment(ref done);
        });
    }

    /// <summary>What is left of a counted product is what can still be put into a cart.</summary>
    public async Task<IReadOnlyList<Shelf>> Shelves()
    {
        var shelves = new List<Shelf>();
        foreach (var (item, all) in stock)
        {
            var (fits, tooMuch) = (0, all + 1);
            while (tooMuch - fits > 1)
            {
                var middle = fits + ((tooMuch - fits) / 2);
                (fits, tooMuch) = await Fits(item, middle) ? (middle, tooMuch) : (fits, middle);
            }

            shelves.Add(new(item, all, fits));
        }

        return shelves;
    }

    private async Task<SessionView?> Settled(Story story, TimeSpan until, CancellationToken stop)
    {
        SessionView? last = null;
        for (var tries = 0; market.Now < until || tries == 0; tries++)
        {
            var reply = await market.Send((story.BornOn + tries) % market.Nodes, story, Who, new Call(Verb.Retrieve), stop);
            last = reply.Session ?? last;
            if (reply.Session is { } session && !session.Status.EndsWith("in_progress", StringComparison.Ordinal))
            {
                return session;
            }

            await Task.Delay(Pause, market.Clock, stop);
        }

        return last;
    }

    private async Task AskAgain(Story story, CancellationToken stop)
    {
        if (story.Answered is { } answered)
        {
            await Demand(story, answered with { HangUpAfter = null }, "an answered key", stop);
        }

        await Demand(story, new Call(Verb.Complete, market.Fresh("again"), market.Token(Means.Pays)), "a new key and a new token", stop);
    }

    private async Task Demand(Story story, Call call, string what, CancellationToken stop)
    {
        for (var tries = 1; ; tries++)
        {
            var reply = await market.Send((story.BornOn + tries) % market.Nodes, story, Who, call, stop);
            if (Caller.IsDefinite(reply) || tries == 20)
            {
                Judge(story, reply, what);
                return;
            }

            await Task.Delay(Pause, market.Clock, stop);
        }
    }

    private static void Judge(Story story, Reply reply, string what)
    {
        if (reply is not { Status: 200, Session.IsCompleted: true } || reply.Session.Order != story.Final!.Order)
        {
            story.Breaks("again", $"is completed with order {story.Final!.Order}, but {what} got {reply.Name} with order {reply.Session?.Order ?? "none"}");
        }
    }

    private async Task<bool> Fits(string item, int quantity)
    {
        for (var tries = 0; tries < 20; tries++)
        {
            var reply = await market.Create(tries % market.Nodes, market.Fresh("shelf"), item, quantity, CancellationToken.None);
            if (Caller.IsDefinite(reply))
            {
                return reply.Session is not null ? true : reply.Code == "out_of_stock" ? false
                    : throw new DeploymentFailedException($"The stock of {item} cannot be read: {reply.Name}.");
            }

            await Task.Delay(Pause, market.Clock);
        }

        throw new DeploymentFailedException($"The stock of {item} cannot be read: no node answers.");
    }
}
