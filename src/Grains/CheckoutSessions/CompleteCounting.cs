using System.Diagnostics;
using Acp.Telemetry;

namespace Acp.CheckoutSessions;

/// <summary>Counts and times a complete, and what it would have cost without the guard.</summary>
internal sealed class CompleteCounting(SessionRecord record, CheckoutPorts ports, PaymentDesk desk)
{
    private const int Ok = 200;

    public async ValueTask<Answer> Run(Call call, Func<CompleteCourse, ValueTask<Answer>> complete)
    {
        using var span = Spans.OfSession("checkout_session.complete", record.Id);
        var started = ports.Clock.GetTimestamp();
        var course = new CompleteCourse();
        var answer = await complete(course);
        var result = course.ResultOf(answer);
        Count(call, course, answer, result, ports.Clock.GetElapsedTime(started), span);
        return answer is Answer.Replied { Replayed: false } reply ? reply with { Result = result } : answer;
    }

    private void Count(Call call, CompleteCourse course, Answer answer, string result, TimeSpan took, Activity? span)
    {
        span?.SetTag(Spans.Result, result);
        ports.Instruments.Completes.Answered(call.Caller.Platform, result, course.ReasonFor(answer), took);
        if (record.Current is { } session && session.Platform == call.Caller.Platform && WouldHaveCharged(course, answer, session.Payment))
        {
            ports.Instruments.Completes.Prevented(AmountOf(session), session.Currency);
        }
    }

    // What a server would have done that knows neither the session's charge nor the caller's key: charged anew.
    private bool WouldHaveCharged(CompleteCourse course, Answer answer, Payment payment) => answer switch
    {
        Answer.Replied { Replayed: true } kept => kept.Reply.Status == Ok && payment is Payment.Charged { Attempt: not null },
        Answer.Replied => course.WasCompleted && payment is Payment.Charged { Attempt: not null },
        Answer.KeyInFlight or Answer.PaymentInProgress => desk.IsBusy || Transition.AttemptOf(payment) is not null,
        _ => false,
    };

    private static long AmountOf(CheckoutSession session) => session.Payment switch
    {
        Payment.Charged { Attempt: { } attempt } => attempt.Amount,
        var payment => Transition.AttemptOf(payment)?.Amount ?? session.Quote.Total,
    };
}
