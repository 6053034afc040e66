using Acp.Fakes;
using Acp.Payments;
using FsCheck;
using FsCheck.Fluent;

namespace Acp.Stripe.Tests;

public class When_one_key_is_sent_often
{
    private static readonly FaultKind?[] Faults =
    [
        null, FaultKind.LoseRequest, FaultKind.LoseReply, FaultKind.CommitThen500, FaultKind.Fail500,
        FaultKind.Slow, FaultKind.Late, FaultKind.Reply429, FaultKind.Reply409,
    ];

    /// <param name="ReMinted">The caller breaks its promise and brings another token under the same key.</param>
    public sealed record Send(FaultKind? Fault, int DelaySeconds, int PauseSeconds, bool ReMinted);

    private static Gen<Send> Sends =>
        from fault in Gen.Elements(Faults)
        from delay in Gen.Choose(1, 40)
        from pause in Gen.Elements(0, 0, 0, 1, 30, 3600)
        from reMinted in Gen.Elements(false, false, false, true)
        select new Send(fault, delay, pause, reMinted);

    [Fact]
    public void It_charges_at_most_once_and_no_answer_contradicts_the_ledger() =>
        Prop.ForAll(Sends.ArrayOf().ToArbitrary(), Holds).QuickCheckThrowOnFailure();

    private static async Task<bool> Holds(Send[] sends)
    {
        using var world = new World();
        var answers = new List<Task<ChargeAnswer>>();
        foreach (var send in sends)
        {
            if (send.Fault is { } fault)
            {
                world.Stripe.Faults.Next(fault, delay: TimeSpan.FromSeconds(send.DelaySeconds));
            }

            // Each on a thread of its own: the clock's stand is the only order among them.
            answers.Add(Task.Run(() => world.Charge(send.ReMinted ? "tok_reminted" : "tok_visa")));
            if (send.PauseSeconds > 0)
            {
                world.Time.Advance(TimeSpan.FromSeconds(send.PauseSeconds));
            }
        }

        while (!Task.WhenAll(answers).IsCompleted)
        {
            world.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        // What was given up on may still be under way.
        world.Time.Advance(TimeSpan.FromMinutes(1));
        world.Stripe.Faults.Clear();
        var charged = world.Stripe.ChargesOf("cs_1").Count;
        var all = await Task.WhenAll(answers);
        return charged <= 1
            && all.All(answer => answer is ChargeAnswer.Succeeded or ChargeAnswer.NotExecuted or ChargeAnswer.Unknown)
            && (charged == 1 || !all.Any(answer => answer is ChargeAnswer.Succeeded))
            && (sends.Any(send => send.ReMinted) || (await world.Charge("tok_visa")) switch
            {
                ChargeAnswer.Succeeded => world.Stripe.ChargesOf("cs_1").Count == 1,
                ChargeAnswer.Unknown => world.Stripe.ChargesOf("cs_1").Count == charged,
                _ => false,
            });
    }
}
