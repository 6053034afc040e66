using Acp.CheckoutSessions;
using Acp.InProcess;
using Acp.Orders;
using Acp.Payments;
using Acp.Store;

namespace Acp.Tests;

/// <summary>
/// Two processes, a platform with tokens and a shopper with a page, a provider that loses requests and replies, and time: in
/// any order that chance draws.
/// </summary>
public sealed class When_both_rails_meet_in_any_order
{
    private const int Steps = 14;

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Nothing_is_collected_twice_and_the_record_says_what_was(int first)
    {
        for (var seed = first; seed < first + 25; seed++)
        {
            using var story = new Story(seed);
            await story.Run();
        }
    }

    [Theory]
    [InlineData("silence closes a page")]
    [InlineData("a page of another total is shown")]
    public async Task A_rule_that_is_wrong_is_found_out(string bug)
    {
        for (var seed = 0; seed < 200; seed++)
        {
            using var story = new Story(seed, Broken(bug));
            if (await Record.ExceptionAsync(story.Run) is not null)
            {
                return;
            }
        }

        Assert.Fail($"Nobody found that {bug}.");
    }

    private static Deciders Broken(string bug) => bug switch
    {
        "silence closes a page" => new Deciders
        {
            OnPageAnswer = (state, answer) => (state, answer) is (Payment.PageOpen s, PageAnswer.Unknown)
                ? new PaymentEvent.PageExpired(s.Attempt.Page!.Id)
                : PageDecider.OnAnswer(state, answer),
        },
        _ => new Deciders
        {
            OnPageAnswer = (state, answer) => (state, answer) is (Payment.PageOpening, PageAnswer.Open open)
                ? new PaymentEvent.PageOpened(open.Page, IsOffered: true)
                : PageDecider.OnAnswer(state, answer),
        },
    };

    public static TheoryData<int> Seeds() => [.. Enumerable.Range(0, 8).Select(block => block * 25)];

    private sealed class Story(int seed, Deciders? rules = null) : IDisposable
    {
        private readonly World world = new() { Deciders = rules ?? new Deciders() };
        private readonly Random chance = new(seed);
        private readonly List<string> log = [];
        private readonly HashSet<string> forced = [];
        private readonly HashSet<string> shown = [];
        private IGrains[] processes = [];
        private string id = string.Empty;

        public void Dispose() => world.Dispose();

        public async Task Run()
        {
            world.Options.SendsPerCall = 1;
            await world.Stock(100);
            var quiet = new InProcessOptions { SweepInterval = TimeSpan.FromDays(1) };
            processes = [world.StartProcess(quiet), world.StartProcess(quiet)];
            id = await world.ReadySession();
            for (var step = 0; step < Steps; step++)
            {
                await Step();
            }

            await Quiet();
            await Check();
        }

        private IGrains Any => processes[chance.Next(processes.Length)];

        private async Task Step()
        {
            switch (chance.Next(17))
            {
                case 0 or 1 or 2:
                    Note($"press {await Press(Any)}");
                    break;
                case 3 or 4:
                    var token = chance.Next(4) switch { 0 => "spt_decline", 1 => "spt_3ds", var other => $"spt_{other}" };
                    Note($"complete {token} {Told.Of(await world.Complete(id, $"{token}_{chance.Next(3)}", process: Any))}");
                    break;
                case 5:
                    Note($"update {Told.Of(await world.Session(id, Any).Update(world.Call(), World.Quantity(1 + chance.Next(3))))}");
                    break;
                case 6 when chance.Next(3) == 0:
                    Note($"cancel {Told.Of(await world.Session(id, Any).Cancel(world.Call(), new CancelCheckoutSession(null)))}");
                    break;
                case 7 or 8:
                    Note($"pay {world.Pages.Pay(id, shown)}");
                    break;
                case 9 when world.Pages.HasExpired(id):
                    await PayAllTheSame();
                    break;
                case 10:
                    world.Clock.Advance(TimeSpan.FromSeconds(chance.Next(3) switch { 0 => 40, 1 => 600, _ => 3700 }));
                    await world.Sweep(Any);
                    Note("time");
                    break;
                case 11 or 12:
                    Disturb();
                    break;
                case 13:
                    await world.Session(id, Any).LookAgain();
                    Note("look");
                    break;
                case 14:
                    await Together();
                    break;
                case 15 when world.Provider.IsWaiting(id):
                    world.Provider.Authenticate(id, succeeds: chance.Next(2) == 0);
                    Note("authenticate");
                    break;
                case 16:
                    world.Pages.OnExpire = chance.Next(2) == 0 ? null : () =>
                    {
                        world.Pages.OnExpire = null;
                        Note($"pay while it is closed {world.Pages.Pay(id, shown)}");
                        return Task.CompletedTask;
                    };
                    break;
            }
        }

        private async Task<PageOffer> Press(IGrains process)
        {
            var offer = await world.Press(id, process);
            if (offer is PageOffer.Opened opened)
            {
                shown.Add(opened.Url);
            }

            return offer;
        }

        private async Task PayAllTheSame()
        {
            var intent = world.Pages.PayAllTheSame(id);
            forced.Add(intent);
            Note($"paid all the same {intent} {await world.Session(id, Any).LookAgain(intent)}");
        }

        private async Task Together()
        {
            var press = Press(processes[0]);
            var complete = world.Complete(id, $"spt_{chance.Next(3)}", process: processes[1]);
            Note($"together {await press} {Told.Of(await complete)}");
        }

        private void Disturb()
        {
            var fault = chance.Next(3) switch { 0 => Fault.RequestLost, 1 => Fault.ReplyLost, _ => Fault.Throttled };
            switch (chance.Next(8))
            {
                case 0:
                    world.Pages.Faults.Enqueue(fault);
                    break;
                case 1:
                    world.Provider.Faults.Enqueue(fault);
                    break;
                case 2:
                    world.Pages.RefundFaults.Enqueue(fault);
                    break;
                case 3:
                    world.Pages.ExpiryRepliesAreLost = !world.Pages.ExpiryRepliesAreLost;
                    break;
                case 4:
                    world.Pages.LookUpsFail = !world.Pages.LookUpsFail;
                    break;
                case 5:
                    world.Pages.Extra = 1 - world.Pages.Extra;
                    break;
                case 6:
                    world.Pages.SearchesFail = !world.Pages.SearchesFail;
                    break;
                default:
                    world.Pages.ExpiriesFail = !world.Pages.ExpiriesFail;
                    break;
            }

            Note($"disturb {fault}");
        }

        // All is well again, nobody calls, and the provider tells of every payment once more.
        private async Task Quiet()
        {
            world.Pages.Faults.Clear();
            world.Pages.RefundFaults.Clear();
            world.Provider.Faults.Clear();
            world.Pages.OnExpire = null;
            (world.Pages.ExpiryRepliesAreLost, world.Pages.LookUpsFail, world.Pages.ExpiriesFail, world.Pages.SearchesFail) = (false, false, false, false);
            await world.LetPass(TimeSpan.FromHours(8), TimeSpan.FromMinutes(2));
            foreach (var intent in forced)
            {
                Assert.Equal("Done", (await world.Session(id, Any).LookAgain(intent)).ToString());
            }

            await world.LetPass(TimeSpan.FromHours(1), TimeSpan.FromMinutes(1));
        }

        private async Task Check()
        {
            var session = await world.Stored(id);
            var (available, held, sold) = await world.Shelf();
            var kept = world.Provider.Money.Count - world.Pages.Returned.Count;
            Is(session.Payment is Payment.Charged or Payment.Closed, $"is over: {session.Payment}");
            Is(kept == (session.Payment is Payment.Charged ? 1 : 0), $"kept {kept} collections");

            // One that was paid before the record had heard of its end became the session's own payment.
            var owed = forced.Where(intent => intent != (session.Payment as Payment.Charged)?.IntentId);
            Is(world.Pages.Returned.Select(it => it.Intent).Order(StringComparer.Ordinal).SequenceEqual(owed.Order(StringComparer.Ordinal)), "gave back what was paid all the same, once, and nothing else");
            Is(session.PageRefunds.All(refund => refund.State == PageRefundState.Made), "gave all back");
            Is(held == 0 && available + sold == 100, $"shelf {available} {held} {sold}");
            if (session.Payment is Payment.Charged { Attempt: { } attempt, IntentId: { } intent })
            {
                Is(world.Provider.Money.Any(it => it.Key == attempt.ProviderKey && it.Amount == session.Quote.Total), "collected the session's total");
                Is((await world.Store.LoadSnapshot<OrderRecord>(OrderRecord.KeyOf(session.Order!.Id))).State!.Placed.Payment == new OrderPayment(intent, "acct", attempt.Amount), "placed an order for it");
            }
        }

        private void Is(bool holds, string what) => Assert.True(holds, $"seed {seed}: {what}\n{string.Join('\n', log)}");

        private void Note(string what) => log.Add(what);
    }
}
