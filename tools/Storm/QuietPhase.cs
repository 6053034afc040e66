using System.Globalization;

namespace Acp.Storm;

/// <summary>
/// The storm has passed: each session is retried until it comes to its end, and once it has, everything must say so from
/// then on.
/// </summary>
internal sealed class QuietPhase(Agent agent, Preparation preparation, StormOptions options, string run, Tally tally, TimeProvider clock)
{
    private const int Tries = 3;

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private int keys;

    public async Task Settle(Target target, DateTimeOffset until, CancellationToken stop)
    {
        var pause = TimeSpan.FromMilliseconds(100);
        for (var (attempt, last) = (0, "nothing was asked"); target.Final is null; attempt++)
        {
            // By turns with the storm's token and a new one: whatever a caller holds, it must get there.
            var call = new Call(Verb.Complete, NewKey(), attempt % 2 == 0 ? target.Token : NewToken(target));
            var reply = await Send(target, call, stop);
            last = reply.Name;
            target.Final = reply is { Status: 200, Session: { IsCompleted: true } session } ? session : await EndOf(target, reply, stop);
            if (target.Final is not null)
            {
                break;
            }

            if (clock.GetUtcNow() + pause > until)
            {
                target.Breaks("final", $"has come to no end {options.Settle.TotalSeconds:0.#} s after the storm; its last answer was {last}");
                return;
            }

            await Task.Delay(reply.RetryAfter > pause && reply.RetryAfter < LongestPause ? reply.RetryAfter : pause, clock, stop);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }

        await HoldToIt(target, target.Final!, stop);
    }

    /// <returns>Null where the session goes on.</returns>
    private async Task<SessionView?> EndOf(Target target, Reply refused, CancellationToken stop)
    {
        if (refused.ComeBack || refused.Silence != Silence.None)
        {
            return null;
        }

        var read = await Send(target, new Call(Verb.Retrieve), stop);
        switch (read.Session)
        {
            case { IsCompleted: true } completed:
                target.Breaks("again", $"is completed, but another complete got {refused.Name}");
                return completed;
            case { IsCanceled: true } canceled:
                if (options.Mix != Mix.Cancels)
                {
                    target.Breaks("canceled", "is canceled, and nobody canceled it");
                }

                return canceled;
            case { IsReady: false } session when session.Status.EndsWith("ready_for_payment", StringComparison.Ordinal) || session.Status == "incomplete":
                await MakeReadyAgain(session, stop);
                return null;
            default:
                return null;
        }
    }

    // An update of the storm may have taken the session back to where it lacks something.
    private async Task MakeReadyAgain(SessionView session, CancellationToken stop)
    {
        try
        {
            await preparation.MakeReady(session, NewKey(), stop);
        }
        catch (StormFailedException)
        {
            // Not an end yet; the time is bounded, and the report names its last answer.
        }
    }

    private async Task HoldToIt(Target target, SessionView final, CancellationToken stop)
    {
        if (target.AnsweredComplete is { } answered)
        {
            await Demand(target, answered with { HangUpAfter = null }, final, "the same key again", stop);
        }

        await Demand(target, new Call(Verb.Complete, NewKey(), target.Token), final, "a new key", stop);
        await Demand(target, new Call(Verb.Complete, NewKey(), NewToken(target)), final, "a new key and a new token", stop);
        await Demand(target, new Call(Verb.Retrieve), final, "a retrieve", stop);
    }

    private async Task Demand(Target target, Call call, SessionView final, string what, CancellationToken stop)
    {
        var reply = await Send(target, call, stop);
        for (var tries = 1; reply.Silence != Silence.None && tries < Tries; tries++)
        {
            reply = await Send(target, call, stop);
        }

        if (reply.Status >= 500)
        {
            target.Breaks("5xx", $"is {final.Status}, but {what} got {reply.Name}: a 5xx after the storm has passed");
        }
        else if (!AsExpected(call, reply, final))
        {
            target.Breaks("again", $"is {final.Status}{OfOrder(final)}, but {what} got {reply.Name}{Of(reply.Session)}");
        }
    }

    private static bool AsExpected(Call call, Reply reply, SessionView final) => final.IsCompleted || call.Verb == Verb.Retrieve
        ? reply.Status == 200 && reply.Session?.Status == final.Status && reply.Session.Order == final.Order
        : reply is { Executed: true, Status: >= 400 };

    private static string Of(SessionView? session) => session is null ? "" : $" with a session that is {session.Status}{OfOrder(session)}";

    private static string OfOrder(SessionView session) => session.Order is null ? "" : $" with order {session.Order}";

    private async Task<Reply> Send(Target target, Call call, CancellationToken stop)
    {
        var reply = await agent.Send(target, call, stop);
        tally.Add(reply);
        target.Saw(call, reply);
        if (reply.Fails)
        {
            target.Breaks("5xx", $"got {reply.Name} after the storm has passed");
        }

        return reply;
    }

    private string NewKey() => string.Create(CultureInfo.InvariantCulture, $"storm-{run}-quiet-{Interlocked.Increment(ref keys)}");

    private string NewToken(Target target) => string.Create(CultureInfo.InvariantCulture, $"{target.Token}_quiet_{Interlocked.Increment(ref keys)}");
}
