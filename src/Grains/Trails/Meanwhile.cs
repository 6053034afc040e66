using Acp.CheckoutSessions;
using Acp.Payments;

namespace Acp.Trails;

/// <summary>
/// What an activation has seen since the last entry on its trail and what changes nothing by itself: calls to the provider,
/// and requests that were answered without a commit. The next entry takes it along, so that nothing is written for its
/// sake. What a process has not written when it ends is lost; nothing is decided on it.
/// </summary>
internal sealed class Meanwhile(TimeProvider clock)
{
    /// <summary>Of more, the newest are told and the others counted: an entry keeps within a few KB whatever storms pass.</summary>
    public const int Most = 12;

    private readonly Queue<SeenLine> lines = [];
    private long seen;
    private long written;

    /// <summary>Null where there is nothing to take along.</summary>
    public Seen? Unwritten => lines.Count == 0 ? null : new Seen([.. lines], PassedOver: seen - written - lines.Count, Through: seen);

    /// <summary>Hears of the calls to the provider that are made until the end of it.</summary>
    /// <param name="attempt">Null: they are not sends of one.</param>
    /// <param name="send">Which of its sends it is, from 1.</param>
    public ProviderCalls.Listening Listen(int? attempt = null, int? send = null) => ProviderCalls.HeardBy(call => Add(new SeenLine(clock.GetUtcNow())
    {
        Call = call.Operation,
        Attempt = attempt,
        Send = send,
        Status = call.Status,
        Result = call.Status is null || call.Result == "unreadable" ? call.Result : null,
        Id = CallerText.KeptIfAny(call.Id),
        Replayed = call.WasReplayed ? true : null,
    }));

    /// <summary>A request of the subject's own platform was answered. Those that a commit reports are on record by it.</summary>
    public void Answered(Call call, Answer answer)
    {
        if (answer is not (Answer.Replied { Replayed: false } or Answer.NotFound))
        {
            var status = (answer as Answer.Replied)?.Reply.Status;
            Add(new SeenLine(clock.GetUtcNow()) { Answer = status is null ? PaymentTrail.Snake(answer.GetType().Name) : "replayed", Request = RequestNote.Of(call, status) });
        }
    }

    /// <summary>It is on record. What was seen since is not.</summary>
    public void Wrote(Seen? told)
    {
        if (told is null)
        {
            return;
        }

        while (lines.Count > 0 && seen - lines.Count < told.Through)
        {
            lines.Dequeue();
        }

        written = told.Through;
    }

    private void Add(SeenLine line)
    {
        seen++;
        lines.Enqueue(line);
        if (lines.Count > Most)
        {
            lines.Dequeue();
        }
    }
}
