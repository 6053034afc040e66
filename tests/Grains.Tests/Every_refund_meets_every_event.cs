using Acp.Orders;
using Acp.Payments;

namespace Acp.Tests;

public sealed class Every_refund_meets_every_event
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly RefundAttempt First = new("acp:ord_1:refund:1", new FrozenRequest("POST /refund", new byte[1], "v", "acct"), Sends: 1, Now);

    private static readonly (string Name, RefundState? State)[] States =
    [
        ("(none)", null),
        ("Sending(1 send)", new RefundState.Sending(First)),
        ("Sending(2 sends)", new RefundState.Sending(First with { Sends = 2 })),
        ("Sending(looked up)", new RefundState.Sending(First with { Sends = 2, IsOnlyLookedUp = true })),
        ("Pending", new RefundState.Pending("re_1")),
        ("Succeeded", new RefundState.Succeeded("re_1")),
        ("Failed(made)", new RefundState.Failed("re_1", "no")),
        ("Failed(never made)", new RefundState.Failed(null, "no")),
    ];

    private static readonly (string Name, RefundEvent Event)[] Events =
    [
        ("Begun", new RefundEvent.Begun(First)),
        ("SendRecorded", new RefundEvent.SendRecorded(Now)),
        ("RepeatsGivenUp", new RefundEvent.RepeatsGivenUp()),
        ("Withdrawn", new RefundEvent.Withdrawn()),
        ("Refused", new RefundEvent.Refused("no", RefundRejection.Other)),
        ("FoundNever", new RefundEvent.FoundNever()),
        ("TakenOn", new RefundEvent.TakenOn("re_1")),
        ("CarriedOut", new RefundEvent.CarriedOut("re_1")),
        ("CameToNothing", new RefundEvent.CameToNothing("re_1", "no")),
    ];

    private static readonly (string Name, RefundAnswer Event)[] Answers =
    [
        ("Succeeded", new RefundAnswer.Succeeded("re_1")),
        ("Pending", new RefundAnswer.Pending("re_1")),
        ("Failed", new RefundAnswer.Failed("re_1", "no")),
        ("Declined", new RefundAnswer.Declined("no")),
        ("Rejected", new RefundAnswer.Rejected(RefundRejection.Other, "no")),
        ("NotExecuted", new RefundAnswer.NotExecuted()),
        ("Unknown", new RefundAnswer.Unknown("time-out")),
        ("Unknown(kept)", new RefundAnswer.Unknown("500") { MayRepeat = false }),
    ];

    private static readonly (string Name, (RefundFacts? Seen, TimeSpan After) Event)[] Sightings =
    [
        ("not in the list at once", (null, TimeSpan.Zero)),
        ("not in the list after a day", (null, TimeSpan.FromDays(1))),
        ("pending", (Seen(RefundProgress.Pending), TimeSpan.Zero)),
        ("succeeded", (Seen(RefundProgress.Succeeded), TimeSpan.Zero)),
        ("failed", (Seen(RefundProgress.Failed), TimeSpan.Zero)),
    ];

    [Fact]
    public void As_the_table_says() => TransitionTable.MatchesCheckedIn("Refund.transitions.txt", TransitionTable.Render<RefundState?, RefundEvent>(
        States, Events, (state, change) => RefundState.Evolve(state, change)?.GetType().Name ?? "(none)"));

    [Fact]
    public void Answers_settle_as_the_table_says() => TransitionTable.MatchesCheckedIn("RefundAnswer.transitions.txt", TransitionTable.Render<RefundState?, RefundAnswer>(
        States.Where(it => it.State is not null), Answers, (state, answer) => RefundDecider.OnAnswer(state!, answer)?.GetType().Name ?? "(stays)"));

    [Fact]
    public void Look_ups_settle_as_the_table_says() => TransitionTable.MatchesCheckedIn("RefundSeen.transitions.txt", TransitionTable.Render<RefundState?, (RefundFacts? Seen, TimeSpan After)>(
        States, Sightings, (state, it) => RefundDecider.OnSeen(state, it.Seen, Now + it.After)?.GetType().Name ?? "(no news)"));

    [Fact]
    public void An_event_that_is_possible_in_the_record_is_one_that_the_deciders_can_ask_for()
    {
        foreach (var (name, state) in States)
        {
            var asked = Answers.Where(_ => state is not null).Select(it => RefundDecider.OnAnswer(state!, it.Event))
                .Concat(Sightings.Select(it => RefundDecider.OnSeen(state, it.Event.Seen, Now + it.Event.After)))
                .OfType<RefundEvent>();
            Assert.All(asked, change => Assert.True(RefundState.Evolve(state, change) is not null || change is RefundEvent.Withdrawn, $"{name} {change}"));
        }
    }

    private static RefundFacts Seen(RefundProgress progress) => new("re_1", progress, 100, null, "ord_1", "cs_1", 1, "no", Now);
}
