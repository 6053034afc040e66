using Acp.Deliveries;
using Acp.InProcess;
using Acp.Orders;
using Acp.Store;
using FsCheck;
using FsCheck.Fluent;

namespace Acp.Tests;

/// <summary>
/// Whatever order and endpoint, network, store and two processes do, in whatever order: a reader who keeps ids sees each
/// sequence once and in ascending order, and none is lost unless it was skipped behind a dead letter, on record.
/// </summary>
public sealed class When_deliveries_meet_faults
{
    private const string Endpoint = "merchant";

    public enum Move
    {
        Entry,
        EntryWhileSending,
        Sweep,
        SweepElsewhere,
        BothAtOnce,
        GoesDown,
        ComesUp,
        TakesItAndItsAnswerIsLost,
        CommitIsLost,
        AnswerOfCommitIsLost,
        AnswerOfCommitIsLostAndStoreIsSilent,
        AnotherWriterWins,
        ProcessDies,
        SecondsPass,
        MinutesPass,
        HoursPass,
        DaysPass,
        Redelivery,
    }

    [Fact]
    public void A_reader_who_keeps_ids_sees_each_sequence_once_and_in_order() =>
        Prop.ForAll(Gen.Elements(Enum.GetValues<Move>()).ListOf(30).ToArbitrary(), moves => Run([.. moves])).Check(Config.QuickThrowOnFailure.WithMaxTest(100));

    private static async Task Run(IReadOnlyList<Move> moves)
    {
        using var run = new DeliveryRun();
        await run.Begin();
        foreach (var move in moves)
        {
            await run.Make(move);
        }

        await run.Calm();
        await run.Judge();
    }

    private sealed class DeliveryRun : IDisposable
    {
        private static readonly InProcessOptions Patient = new() { SweepInterval = TimeSpan.FromDays(1) };

        private readonly World world = new();
        private InProcessGrains other;
        private bool isUp = true;
        private bool losesAnAnswer;
        private bool growsWhileSending;
        private bool isForgetful;
        private string order = "";

        public DeliveryRun()
        {
            world.Grains.Dispose(); // Its looks for idle grains, one each two seconds of the days that pass here; it serves on.
            other = world.StartProcess(Patient);
            world.Hooks.With(Endpoint).Answer = Answer;
        }

        public async Task Begin()
        {
            var session = await world.ReadySession();
            Told.Completed(await world.Complete(session, "spt_1"));
            order = (await world.Stored(session)).Order!.Id;
        }

        public async Task Make(Move move)
        {
            switch (move)
            {
                case Move.Entry:
                    await Orders.Hold(world.Store, world.Ids, world.Clock, world.Hooks, order);
                    break;
                case Move.EntryWhileSending:
                    growsWhileSending = true;
                    break;
                case Move.Sweep:
                    await world.Sweep();
                    break;
                case Move.SweepElsewhere:
                    await world.Sweep(other);
                    break;
                case Move.BothAtOnce:
                    await Task.WhenAll(Wake(world.Grains), Wake(other));
                    break;
                case Move.GoesDown or Move.ComesUp:
                    isUp = move == Move.ComesUp;
                    break;
                case Move.TakesItAndItsAnswerIsLost:
                    losesAnAnswer = true;
                    break;
                case Move.CommitIsLost or Move.AnswerOfCommitIsLost or Move.AnswerOfCommitIsLostAndStoreIsSilent or Move.AnotherWriterWins:
                    await Disturb(move);
                    break;
                case Move.ProcessDies:
                    other.Dispose();
                    other = world.StartProcess(Patient);
                    break;
                case Move.Redelivery:
                    isForgetful = await world.Grains.Get<IDelivery>($"{Endpoint}/{order}").Redeliver("ann", "why not", from: 1) || isForgetful;
                    break;
                default:
                    world.Clock.Advance(move switch { Move.SecondsPass => TimeSpan.FromSeconds(61), Move.MinutesPass => TimeSpan.FromMinutes(10), Move.HoursPass => TimeSpan.FromHours(5), _ => TimeSpan.FromDays(3.1) });
                    break;
            }
        }

        /// <summary>Everything works again, and something happens to the order, which wakes what is dead.</summary>
        public async Task Calm()
        {
            (isUp, losesAnAnswer, growsWhileSending) = (true, false, false);
            world.Store.Faults.Clear();
            await Orders.Hold(world.Store, world.Ids, world.Clock, world.Hooks, order);
            for (var tick = 0; tick < 24; tick++)
            {
                world.Clock.Advance(TimeSpan.FromMinutes(30));
                await world.Sweep();
                await world.Sweep(other);
            }
        }

        public async Task Judge()
        {
            var latest = (await world.Store.LoadSnapshot<OrderRecord>(OrderRecord.KeyOf(order))).State!.Sequence;
            var record = (await world.Store.LoadSnapshot<DeliveryRecord>(DeliveryRecord.KeyOf(Endpoint, order))).State!;
            Assert.Equal((DeliveryStatus.Delivered, latest), (record.Status, record.Delivered));

            var seen = world.Hooks.Received.DistinctBy(sent => sent.Id).Select(sent => sent.Sequence).ToArray();
            var skipped = (await world.Store.ReadAudit(DeliveryRecord.KeyOf(Endpoint, order))).Any(entry => entry.Event == "delivery.skipped");
            if (!skipped)
            {
                Assert.Equal(Enumerable.Range(1, latest), seen);
            }
            else if (!isForgetful)
            {
                // Sent again from the start, what had been skipped comes late, as the operator wanted.
                Assert.Equal(seen.Order(), seen);
                Assert.Equal(Enumerable.Range(1, latest).Where(sequence => !record.Skipped.Any(range => range.From <= sequence && sequence <= range.To)).Except(seen), []);
            }
        }

        public void Dispose()
        {
            other.Dispose();
            world.Dispose();
        }

        private async Task<SendOutcome> Answer(string endpoint, OrderMessage message)
        {
            if (growsWhileSending)
            {
                growsWhileSending = false;
                await Orders.Hold(world.Store, world.Ids, world.Clock, world.Hooks, order);
            }

            await Task.Yield();
            if (!isUp)
            {
                return ScriptedHooks.Down;
            }

            if (losesAnAnswer)
            {
                losesAnAnswer = false;
                world.Hooks.Received.Enqueue(new Sent(endpoint, message.Id, message.Order.Id, message.Order.Sequence, world.Clock.Now));
                return new SendOutcome.Failed(Status: null, "no answer in time");
            }

            return ScriptedHooks.Taken;
        }

        private async Task Wake(InProcessGrains process)
        {
            try
            {
                await process.Get<IDelivery>($"{Endpoint}/{order}").Wake();
            }
            catch (StoreUnavailableException)
            {
                // Its lease runs out, or whatever was due still is.
            }
        }

        // Right before a wake, so that it is the delivery's own commit that is met.
        private async Task Disturb(Move move)
        {
            world.Store.Faults.Enqueue(move switch
            {
                Move.CommitIsLost => StoreFault.LostBefore,
                Move.AnswerOfCommitIsLost => StoreFault.LostAfter,
                Move.AnswerOfCommitIsLostAndStoreIsSilent => StoreFault.LostAfterAndSilent,
                _ => StoreFault.Conflict,
            });
            await Wake(other);
            world.Store.Faults.Clear();
        }
    }
}
