using System.Globalization;
using Acp.CheckoutSessions;
using Acp.InProcess;
using FsCheck;
using FsCheck.Fluent;

namespace Acp.Tests;

public sealed class When_a_charge_meets_faults
{
    /// <summary>What an agent and the world may do next, in any order.</summary>
    private enum Move
    {
        Complete,
        CompleteWithAnotherToken,
        CompleteWithDeclinedToken,
        CompleteWithTokenThatMustAuthenticate,
        ShopperAuthenticates,
        ShopperFails,
        ChangeCart,
        Cancel,
        SwitchProcess,
        AnHourPasses,
        CompleteWithAKeyOfBefore,
        CompleteInBothProcessesWithOneKey,
        CompleteInBothProcessesWithTheirOwnTokens,
        ChangeCartWhileTheOtherCompletes,
        CancelWhileTheOtherCompletes,
        WhatIsDueIsWoken,
    }

    /// <summary>400 take about two seconds; <c>ACP_STORIES</c> asks for more.</summary>
    private static int HowMany => int.Parse(Environment.GetEnvironmentVariable("ACP_STORIES") ?? "400", CultureInfo.InvariantCulture);

    [Fact]
    public void The_processor_and_the_record_agree_whatever_fails_in_between() =>
        Prop.ForAll(Stories(), story => Run(story).GetAwaiter().GetResult()).Check(Config.QuickThrowOnFailure.WithMaxTest(HowMany));

    private static Arbitrary<Story> Stories() =>
        (from faults in Gen.Elements(Enum.GetValues<Fault>()).ArrayOf()
         from losses in Gen.Frequency((4, Gen.Constant(StoreFault.None)), (1, Gen.Elements(Enum.GetValues<StoreFault>()))).ArrayOf()
         from moves in Gen.Elements(Enum.GetValues<Move>()).NonEmptyListOf()
         select new Story([.. faults], [.. losses], [.. moves])).ToArbitrary();

    private static async Task<bool> Run(Story story)
    {
        using var world = new World();
        world.Options.RepeatDelay = TimeSpan.Zero;
        await world.Stock(available: 100);
        InProcessGrains[] processes = [world.Grains, world.StartProcess()];
        var id = await world.ReadySession();
        story.Faults.ForEach(world.Provider.Faults.Enqueue);
        story.Losses.ForEach(world.Store.Faults.Enqueue);
        var told = new Dictionary<string, (DateTimeOffset At, string Text)>();
        var at = 0;
        for (var i = 0; i < story.Moves.Count; i++)
        {
            at ^= story.Moves[i] == Move.SwitchProcess ? 1 : 0;
            await Play(world, id, story.Moves[i], (processes[at], processes[1 - at]), i, told);
            await Agrees(world, id);
        }

        world.Provider.Faults.Clear();
        world.Store.Faults.Clear();
        var last = await world.Complete(id, "spt_last", process: processes[at]);
        await Agrees(world, id);
        await Ended(world, id, last);
        return true;
    }

    /// <summary>Once nothing fails any more, a session is paid or over, unless the processor may have forgotten the key.</summary>
    private static async Task Ended(World world, string id, Answer last)
    {
        var session = await world.Stored(id);
        var forgotten = session.Payment is Payment.Charging s && !CompleteDecider.MaySend(s.Attempt, world.Clock.GetUtcNow());
        var over = session.StatusAt(world.Clock.GetUtcNow()) is CheckoutStatus.Canceled or CheckoutStatus.Expired;
        Assert.True(over || (forgotten ? last is Answer.PaymentInProgress : session.Payment is Payment.Charged), $"{session.Payment} {Told.Of(last)}");
    }

    private static async Task CompleteWithKey(
        World world, string id, string key, IGrains process, Dictionary<string, (DateTimeOffset At, string Text)> told)
    {
        var token = key.EndsWith('0') ? "spt_decline" : $"spt_{key}";
        if (await world.Complete(id, token, key, process) is not Answer.Replied replied)
        {
            return;
        }

        var (now, text) = (world.Clock.GetUtcNow(), Told.Of(replied).Text);
        lock (told)
        {
            told[key] = told.TryGetValue(key, out var before) && now - before.At < TimeSpan.FromHours(24) ? before : (now, text);
            Assert.Equal(told[key].Text, text);
        }
    }

    private static async Task Play(
        World world, string id, Move move, (IGrains One, IGrains Other) processes, int step, Dictionary<string, (DateTimeOffset At, string Text)> told)
    {
        var process = processes.One;
        switch (move)
        {
            case Move.CompleteWithAKeyOfBefore:
                await CompleteWithKey(world, id, $"k{step % 3}", process, told);
                break;
            case Move.CompleteInBothProcessesWithOneKey:
                await Task.WhenAll(
                    Task.Run(() => CompleteWithKey(world, id, $"k{step % 3}", processes.One, told)),
                    Task.Run(() => CompleteWithKey(world, id, $"k{step % 3}", processes.Other, told)));
                break;
            case Move.CompleteInBothProcessesWithTheirOwnTokens:
                await Task.WhenAll(
                    Task.Run(() => world.Complete(id, $"spt_a{step}", process: processes.One)),
                    Task.Run(() => world.Complete(id, $"spt_b{step}", process: processes.Other)));
                break;
            case Move.ChangeCartWhileTheOtherCompletes:
                await Task.WhenAll(
                    Task.Run(() => world.Session(id, processes.One).Update(world.Call(path: $"/{id}"), World.Quantity((step % 3) + 1)).AsTask()),
                    Task.Run(() => world.Complete(id, $"spt_c{step}", process: processes.Other)));
                break;
            case Move.CancelWhileTheOtherCompletes when step % 4 == 0:
                await Task.WhenAll(
                    Task.Run(() => world.Session(id, processes.One).Cancel(world.Call(path: $"/{id}/cancel"), new CancelCheckoutSession(null)).AsTask()),
                    Task.Run(() => world.Complete(id, $"spt_d{step}", process: processes.Other)));
                break;
            case Move.WhatIsDueIsWoken:
                await world.Sweep(processes.One);
                break;
            case Move.Complete:
                await world.Complete(id, "spt_1", process: process);
                break;
            case Move.CompleteWithAnotherToken:
                await world.Complete(id, $"spt_{step + 2}", process: process);
                break;
            case Move.CompleteWithDeclinedToken:
                await world.Complete(id, "spt_decline", process: process);
                break;
            case Move.CompleteWithTokenThatMustAuthenticate:
                await world.Complete(id, "spt_3ds", process: process);
                break;
            case Move.ShopperAuthenticates or Move.ShopperFails when world.Provider.IsWaiting(id):
                world.Provider.Authenticate(id, move == Move.ShopperAuthenticates);
                break;
            case Move.ChangeCart:
                await world.Session(id, process).Update(world.Call(path: $"/{id}"), World.Quantity((step % 3) + 1));
                break;
            case Move.Cancel when step % 4 == 0:
                await world.Session(id, process).Cancel(world.Call(path: $"/{id}/cancel"), new CancelCheckoutSession(null));
                break;
            case Move.AnHourPasses when step % 4 == 0:
                world.Clock.Advance(TimeSpan.FromHours(1));
                break;
        }
    }

    private sealed record Story(List<Fault> Faults, List<StoreFault> Losses, List<Move> Moves)
    {
        public override string ToString() => $"{string.Join(' ', Faults)} | {string.Join(' ', Losses)} | {string.Join(' ', Moves)}";
    }

    /// <summary>What must hold between any two calls.</summary>
    private static async Task Agrees(World world, string id)
    {
        var session = await world.Stored(id);
        var (available, held, sold) = await world.Shelf();
        Assert.True(world.Provider.Money.Count <= 1, "charged twice");
        Assert.Equal(100, available + held + sold);
        switch (session.Payment)
        {
            case Payment.Charged charged:
                var money = Assert.Single(world.Provider.Money);
                Assert.Equal(session.Quote.Total, money.Amount);
                Assert.Equal(charged.Attempt!.ProviderKey, money.Key);
                Assert.NotNull(session.Order);
                Assert.Equal((0, session.Lines[0].Quantity), (held, (int)sold));
                break;
            case Payment.Open or Payment.Closed:
                Assert.Empty(world.Provider.Money);
                Assert.Equal((0, 0), (held, sold));
                break;
            default:
                Assert.Null(session.Order);
                Assert.Equal(session.Lines[0].Quantity, held);
                break;
        }
    }
}
