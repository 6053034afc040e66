using System.Globalization;
using Acp.CheckoutSessions;
using Acp.InProcess;
using Acp.ProviderEvents;
using Acp.SharedPaymentTokens;
using Acp.Store;
using Acp.TokenIssues;
using FsCheck;
using FsCheck.Fluent;

namespace Acp.Tests;

/// <summary>Random stories of tokens, in two processes on one store, while the store and both accounts lose what they lose.</summary>
public sealed class When_tokens_meet_faults
{
    private const int Keys = 4;
    private const int TokensPerDay = 3;

    private enum Move
    {
        Issue,
        IssueInBothProcesses,
        CompleteWithAToken,
        CompleteInBothProcessesWithOneToken,
        UseElsewhere,
        Revoke,
        RevokeWhileItIsCompleted,
        TellOfAToken,
        TellTwiceInBothProcesses,
        WhatIsDueIsWoken,
        AMinutePasses,
        SwitchProcess,
    }

    /// <summary>60 take about two seconds; <c>ACP_STORIES</c> asks for more.</summary>
    private static int HowMany => int.Parse(Environment.GetEnvironmentVariable("ACP_STORIES") ?? "60", CultureInfo.InvariantCulture);

    [Fact]
    public void The_issuer_and_the_inventory_agree_whatever_fails_in_between() =>
        Prop.ForAll(Stories(), story => Run(story).GetAwaiter().GetResult()).Check(Config.QuickThrowOnFailure.WithMaxTest(HowMany));

    [Fact]
    public void The_sums_of_a_way_are_those_of_its_ends() => Prop.ForAll(Rows().Three().ToArbitrary(), rows =>
    {
        var (first, second, third) = rows;
        var stepwise = TokenTallies.Between(first, second).AddRange(TokenTallies.Between(second, third));
        Assert.Equal(Sums(TokenTallies.Between(first, third)), Sums(stepwise));
        Assert.Empty(TokenTallies.Between(first, first));
    }).QuickCheckThrowOnFailure();

    private static SortedDictionary<string, long> Sums(IEnumerable<TallyChange> changes) => new(
        changes.GroupBy(change => change.Name).Select(one => (one.Key, Sum: one.Sum(change => change.Delta))).Where(one => one.Sum != 0).ToDictionary(one => one.Key, one => one.Sum),
        StringComparer.Ordinal);

    private static Gen<TokenRow> Rows() =>
        from origin in Gen.Elements(Enum.GetValues<TokenOrigin>())
        from status in Gen.Elements(Enum.GetValues<SharedPaymentTokenStatus>())
        from currency in Gen.Elements("usd", "eur", null)
        from amount in Gen.Choose(0, 10_000)
        from created in Gen.Choose(0, 100_000)
        from took in Gen.Choose(-10, 100_000)
        let createdAt = new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(created)
        select new TokenRow(
            "spt_1", origin, status, "p", null, null, currency, amount == 0 ? null : amount, createdAt, createdAt.AddMinutes(5),
            status == SharedPaymentTokenStatus.Active ? null : createdAt.AddSeconds(took));

    private static Arbitrary<Story> Stories() =>
        (from faults in Gen.Frequency((2, Gen.Constant(IssuerFault.None)), (3, Gen.Elements(Enum.GetValues<IssuerFault>()))).ArrayOf()
         from charges in Gen.Elements(Enum.GetValues<Fault>()).ArrayOf()
         from losses in Gen.Frequency((4, Gen.Constant(StoreFault.None)), (1, Gen.Elements(Enum.GetValues<StoreFault>()))).ArrayOf()
         from moves in Gen.Elements(Enum.GetValues<Move>()).NonEmptyListOf()
         select new Story([.. faults], [.. charges], [.. losses], [.. moves])).ToArbitrary();

    private static async Task<bool> Run(Story story)
    {
        using var world = new World();
        world.Options.SendsPerCall = 1;
        world.Policies.Default = world.Policies.Default! with { TokensPerDay = TokensPerDay };
        await world.Register();
        InProcessGrains[] processes = [world.Grains, world.StartProcess()];
        story.Faults.ForEach(world.Issuer.Faults.Enqueue);
        story.Charges.ForEach(world.Provider.Faults.Enqueue);
        story.Losses.ForEach(world.Store.Faults.Enqueue);
        var at = 0;
        var told = new Dictionary<string, string>();
        for (var i = 0; i < story.Moves.Count; i++)
        {
            at ^= story.Moves[i] == Move.SwitchProcess ? 1 : 0;
            try
            {
                await Play(world, story.Moves[i], processes[at], processes[1 - at], i, told);
            }
            catch (StoreUnavailableException)
            {
                // As a caller without an answer: it goes on.
            }

            await Agrees(world);
        }

        await End(world);
        return true;
    }

    private static async Task Play(World world, Move move, IGrains one, IGrains other, int step, Dictionary<string, string> told)
    {
        var tokens = world.Issuer.Issued;
        var token = tokens.Count == 0 ? "spt_none" : tokens[step % tokens.Count];
        switch (move)
        {
            case Move.Issue:
                await Issue(world, $"k{step % Keys}", one, told);
                break;
            case Move.IssueInBothProcesses:
                await Task.WhenAll(Task.Run(() => Issue(world, $"k{step % Keys}", one, told)), Task.Run(() => Issue(world, $"k{step % Keys}", other, told)));
                break;
            case Move.CompleteWithAToken when tokens.Count > 0:
                await Complete(world, token, one, step, "a");
                break;
            case Move.CompleteInBothProcessesWithOneToken when tokens.Count > 0:
                await Task.WhenAll(Task.Run(() => Complete(world, token, one, step, "b")), Task.Run(() => Complete(world, token, other, step, "c")));
                break;
            case Move.UseElsewhere when tokens.Count > 0 && await world.StoredToken(token) is not SharedPaymentToken.Reserved:
                world.Issuer.UseElsewhere(token, 400);
                break;
            case Move.Revoke:
                await world.Token(token, one).Revoke("ann", null);
                break;
            case Move.RevokeWhileItIsCompleted when tokens.Count > 0:
                await Task.WhenAll(Task.Run(() => Complete(world, token, one, step, "d")), Task.Run(() => world.Token(token, other).Revoke("ann", null).AsTask()));
                break;
            case Move.TellOfAToken when tokens.Count > 0:
                await Tell(world, token, one, $"evt_{step}");
                break;
            case Move.TellTwiceInBothProcesses when tokens.Count > 0:
                await Task.WhenAll(Task.Run(() => Tell(world, token, one, $"evt_{step}")), Task.Run(() => Tell(world, token, other, $"evt_{step}")));
                break;
            case Move.WhatIsDueIsWoken:
                await world.Sweep(one);
                break;
            case Move.AMinutePasses:
                world.Clock.Advance(TimeSpan.FromMinutes(1));
                break;
        }
    }

    private static async Task Issue(World world, string key, IGrains process, Dictionary<string, string> told)
    {
        if (await world.Issue(key: key, process: process) is Answer.Replied replied)
        {
            lock (told)
            {
                Assert.Equal(told.TryGetValue(key, out var before) ? before : told[key] = Told.Of(replied).Text, Told.Of(replied).Text);
            }
        }
    }

    private static async Task Complete(World world, string token, IGrains process, int step, string who)
    {
        var id = $"cs_{who}{step}";
        await world.Session(id, process).Create(world.Call(path: "/"), World.Creation());
        await world.Complete(id, token, process: process);
    }

    // The issuer tells of what is true now, to whomever it is about.
    private static async Task Tell(World world, string token, IGrains process, string id)
    {
        try
        {
            var facts = new EventFacts(
                id, "shared_payment.issued_token.used", EventSubject.IssuedToken, world.Clock.Now, null, world.Issuer.IssueOf(token), token, null);
            await process.Get<IProviderEvent>(id).Keep(facts);
            await process.Get<IProviderEvent>(id).Wake();
        }
        catch (StoreUnavailableException)
        {
            // It is delivered again.
        }
    }

    private static async Task Agrees(World world)
    {
        await Counted.Agrees(world);
        var taken = -await world.Store.ReadCounter($"issued/{World.Platform}/2026-06-01/tokens");
        Assert.InRange(taken, world.Issuer.Issued.Count, TokensPerDay);
        Assert.True(world.Provider.Money.GroupBy(money => money.Token).All(one => one.Count() == 1), "a token was charged twice");
    }

    /// <summary>Once nothing fails any more, each issue is settled, each token as its issuer knows it, and the day's budget is what became of it.</summary>
    private static async Task End(World world)
    {
        world.Issuer.Faults.Clear();
        world.Provider.Faults.Clear();
        world.Store.Faults.Clear();
        await world.LetPass(TimeSpan.FromMinutes(45), TimeSpan.FromMinutes(1)); // Everything expires, and every charge is proven.
        foreach (var token in world.Issuer.Issued)
        {
            await Tell(world, token, world.Grains, $"evt_last_{token}");
        }

        await world.LetPass(TimeSpan.FromMinutes(1));
        await Agrees(world);
        foreach (var token in world.Issuer.Issued)
        {
            var view = (await world.Token(token).Retrieve())!;
            var truth = world.Issuer.TruthOf(token);
            Assert.True(view.Status == truth || (view.Status, truth) == (SharedPaymentTokenStatus.Revoked, SharedPaymentTokenStatus.Expired), $"{view.Status}, but it is {truth}");
            Assert.Equal((TokenOrigin.Issued, true), (view.Origin, view.RevocationConfirmed));
        }

        for (var i = 0; i < Keys; i++)
        {
            Assert.True((await world.StoredIssue($"k{i}"))?.State is null or not IssueState.Pending, "it is not settled");
        }
    }

    private sealed record Story(List<IssuerFault> Faults, List<Fault> Charges, List<StoreFault> Losses, List<Move> Moves)
    {
        public override string ToString() => $"{string.Join(' ', Faults)} | {string.Join(' ', Charges)} | {string.Join(' ', Losses)} | {string.Join(' ', Moves)}";
    }
}
