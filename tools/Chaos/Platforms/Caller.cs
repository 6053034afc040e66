using Acp.Storm;

namespace Acp.Chaos.Platforms;

/// <summary>
/// One who wants one thing of a session and does not let go before it has a definite answer: after anything else it asks
/// again, at another node, with the same key or with a new one, with the same token or another.
/// </summary>
internal sealed class Caller(Market market, Random chance, int agent)
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    private readonly string who = $"agent {agent}";
    private int node = chance.Next(market.Nodes);

    /// <returns>Null where the shop does not sell it.</returns>
    public async Task<Story?> Create(string item, int quantity, CancellationToken stop)
    {
        for (var key = market.Fresh("create"); ; key = chance.Next(4) == 0 ? market.Fresh("create") : key)
        {
            var reply = await market.Create(node, key, item, quantity, stop);
            if (reply.Session is { } session)
            {
                var story = Open(session, item, quantity, new Call(Verb.Create, key), reply);
                await DoubtCreate(story, key, item, quantity, stop);
                return story;
            }

            if (IsDefinite(reply))
            {
                return null;
            }

            await Elsewhere(reply, stop);
        }
    }

    public async Task Update(Story story, int quantity, CancellationToken stop)
    {
        var reply = await Insist(story, new Call(Verb.Update, market.Fresh("update"), Quantity: quantity), Means.Pays, stop);

        // A refused repeat may follow an update that was carried out, though nobody heard of it.
        story.Quantity = reply.Session is not null ? quantity : null;
    }

    public Task Cancel(Story story, CancellationToken stop) => Insist(story, new Call(Verb.Cancel, market.Fresh("cancel")), Means.Pays, stop);

    /// <returns>The definite answer.</returns>
    public async Task<Reply> Complete(Story story, string token, Means means, CancellationToken stop)
    {
        var reply = await Insist(story, new Call(Verb.Complete, market.Fresh("key"), token), means, stop);
        if (reply.Session is { IsCompleted: true } && chance.Next(5) == 0)
        {
            await Doubt(story, stop);
        }

        return reply;
    }

    public static bool IsDefinite(Reply reply) => reply.Silence == Silence.None && !reply.ComeBack;

    private async Task<Reply> Insist(Story story, Call call, Means means, CancellationToken stop)
    {
        TimeSpan? lost = null;
        try
        {
            while (true)
            {
                var reply = await market.Send(node, story, who, call with { HangUpAfter = Impatience(call) }, stop);
                if (IsDefinite(reply))
                {
                    Waited(call, reply, lost);
                    return reply;
                }

                lost ??= market.Now;
                await Elsewhere(reply, stop);
                call = Again(call, means);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            story.Breaks("unanswered", $"{who} has no definite answer to a {call.Verb}, though everything is up again");
            throw;
        }
    }

    private Story Open(SessionView session, string item, int quantity, Call call, Reply reply)
    {
        var story = new Story(session.Id, item, node + 1, market.Now) { Quantity = quantity };
        story.Saw(market.Now, who, node + 1, call, reply);
        market.Stories.Enqueue(story);
        return story;
    }

    private void Waited(Call call, Reply reply, TimeSpan? lost)
    {
        if (call.Verb == Verb.Complete && reply.Session is { IsCompleted: true } && lost is { } since)
        {
            market.Waits.Add(agent, market.Now - since);
        }
    }

    private Call Again(Call call, Means means) => (call.Verb, chance.Next(20)) switch
    {
        (_, < 12) => call,
        (Verb.Complete, < 15) => call with { Key = market.Fresh("key"), Token = market.Token(means) },
        _ => call with { Key = market.Fresh("key") },
    };

    // It holds its order, and asks once more: by the same key, and by another with another token.
    private async Task Doubt(Story story, CancellationToken stop)
    {
        await Insist(story, story.Answered!, Means.Pays, stop);
        var reply = await Insist(story, new Call(Verb.Complete, market.Fresh("key"), market.Token(Means.Pays)), Means.Pays, stop);
        if (reply.Session is not { IsCompleted: true })
        {
            story.Breaks("again", $"is completed, but another complete got {reply.Name}");
        }
    }

    private async Task DoubtCreate(Story story, string key, string item, int quantity, CancellationToken stop)
    {
        for (var again = chance.Next(8) == 0; again;)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(chance.Next(50, 400)), market.Clock, stop);
            node = (node + 1) % market.Nodes;
            var reply = await market.Create(node, key, item, quantity, stop);
            story.Saw(market.Now, who, node + 1, new Call(Verb.Create, key), reply);
            again = !IsDefinite(reply);
        }
    }

    private TimeSpan? Impatience(Call call) =>
        call.Verb == Verb.Complete && chance.Next(12) == 0 ? TimeSpan.FromMilliseconds(chance.Next(1, 120)) : null;

    private async Task Elsewhere(Reply reply, CancellationToken stop)
    {
        var pause = TimeSpan.FromMilliseconds(chance.Next(50, 400));
        await Task.Delay(reply.RetryAfter > pause ? Least(reply.RetryAfter, LongestPause) : pause, market.Clock, stop);
        node = (node + 1 + chance.Next(Math.Max(1, market.Nodes - 1))) % market.Nodes;
    }

    private static TimeSpan Least(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
