using System.Globalization;
using System.Text;
using Acp.CheckoutSessions;

namespace Acp.Simulation;

/// <summary>What callers are told.</summary>
internal sealed partial class Auditor
{
    public void Asking(Asked request)
    {
        var key = request.Call.ReplyKey!;
        asked.TryAdd(key, world.Scheduler.Now);
        if (request.Creates)
        {
            createdUnder[request.Session] = key;
        }
    }

    public void Told(Asked request, Answer answer)
    {
        if (answer is not Answer.Replied replied)
        {
            return;
        }

        var text = Encoding.UTF8.GetString(replied.Reply.Body.Span);
        var key = request.Call.ReplyKey!;
        if (IsKeptStill(key) && !told.TryAdd(key, text) && told[key] != text)
        {
            Report(Invariant.OneKeyOneReply, $"{key.Key} on {key.Path} was replied «{told[key]}», then «{text}».");
        }

        if (text.Split('|') is [var session, var status, var total, _])
        {
            ToldOf(request, session, status, long.Parse(total, CultureInfo.InvariantCulture));
        }
    }

    private void ToldOf(Asked request, string session, string status, long total)
    {
        if (!request.Creates && session != request.Session)
        {
            Report(Invariant.RepliesAreOfTheSessionAsked, $"{request.Session} was asked, the reply is of {session}.");
        }

        if (status == "Completed" && world.Provider.Fake.ChargesOf(session).Sum(charge => charge.Amount) != total)
        {
            Report(Invariant.AnsweredCompletedMeansCharged, $"{session} was told to be completed for {total}, which was not charged.");
        }
    }

    private bool IsKeptStill(ReplyKey key) => asked.TryGetValue(key, out var at) && world.Scheduler.Now < at + RepliesAreKept;
}
