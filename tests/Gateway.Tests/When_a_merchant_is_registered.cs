using Acp.Gateway.Tests.Host;
using Acp.Merchants;
using Acp.Storage.Memory;

namespace Acp.Gateway.Tests;

public sealed class When_a_merchant_is_registered : IAsyncDisposable
{
    private const string Domain = "shop.example";
    private readonly ManualClock clock = new();
    private readonly ScriptedProbe probe = new();
    private readonly MemoryStore store;
    private readonly MerchantRegistry registry;

    public When_a_merchant_is_registered()
    {
        store = new MemoryStore(clock);
        registry = new MerchantRegistry(store, store, probe, new CountingIds(), clock);
    }

    public ValueTask DisposeAsync() => store.DisposeAsync();

    [Fact]
    public async Task It_is_not_verified_yet_and_again_is_the_same()
    {
        var merchant = new Merchant(Domain, "profile_1", MerchantStatus.Registered, clock.Now, null);

        Assert.Equal(new MerchantAnswer.Stands(merchant, Created: true), await Register());
        clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(new MerchantAnswer.Stands(merchant), await Register());
        Assert.Empty(probe.Asked);
        Assert.Equal(["merchant.registered"], await Events());
    }

    /// <summary>Whom money goes to is not changed by a request that only meant to see that somebody is there.</summary>
    [Fact]
    public async Task Another_profile_is_refused()
    {
        await Register();

        Assert.IsType<MerchantAnswer.AnotherProfile>(await registry.Register(Domain, "profile_2", "ann"));
        Assert.Equal("profile_1", (await registry.Find(Domain))!.Profile);
    }

    [Fact]
    public async Task Its_own_document_verifies_it()
    {
        await Register();
        clock.Advance(TimeSpan.FromHours(1));

        var merchant = Assert.IsType<MerchantAnswer.Stands>(await registry.Verify(Domain, "ann")).Merchant;

        Assert.Equal((MerchantStatus.Verified, clock.Now), (merchant.Status, merchant.VerifiedAt));
        Assert.Equal(merchant, await registry.Find(Domain));
        Assert.Equal(Domain, Assert.Single(probe.Asked));
    }

    [Fact]
    public async Task A_domain_that_says_no_loses_its_verification_and_one_that_says_nothing_keeps_it()
    {
        await Verified();

        Says(new ProbeAnswer.NotAsked("Not now."));
        Assert.Equal(new MerchantAnswer.NotAsked("Not now."), await registry.Verify(Domain, "ann"));
        Assert.Equal(MerchantStatus.Verified, (await registry.Find(Domain))!.Status);

        Says(new ProbeAnswer.IsNot("No."));
        Assert.Equal(new MerchantAnswer.NotVerified("No."), await registry.Verify(Domain, "ann"));
        Assert.Equal(MerchantStatus.Registered, (await registry.Find(Domain))!.Status);
        Assert.Equal(["merchant.registered", "merchant.verified", "merchant.not_asked", "merchant.not_verified"], await Events());
    }

    [Fact]
    public async Task Another_receiver_of_its_money_has_to_be_verified_anew()
    {
        await Verified();

        var bound = Assert.IsType<MerchantAnswer.Stands>(await registry.Bind(Domain, "profile_2", "ann")).Merchant;

        Assert.Equal(("profile_2", MerchantStatus.Registered, (DateTimeOffset?)null), (bound.Profile, bound.Status, bound.VerifiedAt));
        Assert.IsType<MerchantAnswer.Stands>(await registry.Bind(Domain, "profile_2", "ann"));
        Assert.Equal(["merchant.registered", "merchant.verified", "merchant.bound"], await Events());
    }

    [Fact]
    public async Task Suspension_stays_until_an_administrator_lifts_it_and_the_domain_is_asked_again()
    {
        await Verified();
        probe.Asked.Clear();

        Assert.Equal(MerchantStatus.Suspended, Assert.IsType<MerchantAnswer.Stands>(await registry.Suspend(Domain, "complaints", "ann")).Merchant.Status);
        await registry.Suspend(Domain, "more complaints", "ann");
        await Register();
        await registry.Bind(Domain, "profile_2", "ann");
        Assert.IsType<MerchantAnswer.Suspended>(await registry.Verify(Domain, "ann"));
        Assert.Empty(probe.Asked);
        Assert.Equal(MerchantStatus.Suspended, (await registry.Find(Domain))!.Status);

        Assert.Equal(MerchantStatus.Registered, Assert.IsType<MerchantAnswer.Stands>(await registry.Reinstate(Domain, "settled", "bob")).Merchant.Status);
        await registry.Verify(Domain, "ann");
        Assert.Equal(MerchantStatus.Verified, (await registry.Find(Domain))!.Status);
        Assert.Equal(
            ["merchant.registered", "merchant.verified", "merchant.suspended", "merchant.bound", "merchant.reinstated", "merchant.verified"], await Events());
    }

    [Fact]
    public async Task What_is_not_suspended_stands_as_it_did()
    {
        await Verified();

        Assert.Equal(MerchantStatus.Verified, Assert.IsType<MerchantAnswer.Stands>(await registry.Reinstate(Domain, "settled", "ann")).Merchant.Status);
        Assert.Equal(["merchant.registered", "merchant.verified"], await Events());
    }

    /// <summary>What was asked was whether it is a merchant; whose money it takes may have changed since, and whether anybody wants it.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_verification_that_was_overtaken_verifies_nothing(bool suspended)
    {
        await Register();
        probe.Answer = async () =>
        {
            await (suspended ? registry.Suspend(Domain, "complaints", "bob") : registry.Bind(Domain, "profile_2", "bob"));
            return new ProbeAnswer.IsMerchant();
        };

        Assert.IsType<MerchantAnswer.Contended>(await registry.Verify(Domain, "ann"));
        Assert.NotEqual(MerchantStatus.Verified, (await registry.Find(Domain))!.Status);
    }

    [Fact]
    public async Task Of_one_that_is_not_there_nothing_can_be_wanted()
    {
        Assert.IsType<MerchantAnswer.NotFound>(await registry.Verify(Domain, "ann"));
        Assert.IsType<MerchantAnswer.NotFound>(await registry.Suspend(Domain, "complaints", "ann"));
        Assert.IsType<MerchantAnswer.NotFound>(await registry.Reinstate(Domain, "settled", "ann"));
        Assert.IsType<MerchantAnswer.NotFound>(await registry.Bind(Domain, "profile_1", "ann"));
        Assert.Empty(probe.Asked);
        Assert.Empty(await registry.History(Domain));
    }

    [Fact]
    public async Task Who_did_what_and_why_is_on_record()
    {
        await Register();
        await registry.Bind(Domain, "profile_2", "bob");
        await registry.Suspend(Domain, "complaints", "cleo");
        await registry.Reinstate(Domain, "settled", "dora");

        var history = await registry.History(Domain);
        Assert.Equal(
            [
                ("ann", """{"profile":"profile_1"}"""),
                ("bob", """{"from":"profile_1","to":"profile_2"}"""),
                ("cleo", """{"reason":"complaints"}"""),
                ("dora", """{"reason":"settled"}"""),
            ],
            history.Select(entry => (entry.Actor, entry.Detail)));
        Assert.All(history, entry => Assert.Equal(clock.Now, entry.At));
    }

    [Fact]
    public async Task They_are_listed_by_domain_a_page_at_a_time_and_by_status()
    {
        foreach (var domain in new[] { "c.example", "a.example", "b.example", "a.example.org" })
        {
            await registry.Register(domain, "profile_1", "ann");
        }

        await registry.Verify("b.example", "ann");

        Assert.Equal(["a.example", "a.example.org", "b.example"], await Listed(null, null, 3));
        Assert.Equal(["c.example"], await Listed(null, "b.example", 3));
        Assert.Equal(["b.example"], await Listed(MerchantStatus.Verified, null, 3));
        Assert.Equal(["a.example.org", "c.example"], await Listed(MerchantStatus.Registered, "a.example", 3));
    }

    private ValueTask<MerchantAnswer> Register() => registry.Register(Domain, "profile_1", "ann");

    private async Task Verified()
    {
        await Register();
        await registry.Verify(Domain, "ann");
    }

    private void Says(ProbeAnswer answer) => probe.Answer = () => new(answer);

    private async Task<IEnumerable<string>> Events() => (await registry.History(Domain)).Select(entry => entry.Event);

    private async Task<IEnumerable<string>> Listed(MerchantStatus? status, string? after, int limit) =>
        (await registry.List(status, after, limit)).Select(merchant => merchant.Domain);
}
