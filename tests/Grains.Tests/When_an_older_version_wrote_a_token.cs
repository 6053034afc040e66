using System.Text;
using Acp.SharedPaymentTokens;
using Acp.Store;

namespace Acp.Tests;

/// <summary>What stands in a database of the version before, letter by letter.</summary>
public sealed class When_an_older_version_wrote_a_token : IDisposable
{
    private const string Rest = """
        "facts":{"currency":"usd","remaining":500,"expires_at":"2026-06-01T12:05:00+00:00","captured":0},"first_seen_at":"2026-06-01T12:00:00+00:00","platform":"shop-agent"}
        """;

    private readonly World world = new();

    public void Dispose() => world.Dispose();

    public static TheoryData<string, SharedPaymentTokenStatus> States => new()
    {
        { """{"$type":"free"}""", SharedPaymentTokenStatus.Active },
        { """{"$type":"reserved","session":"cs_1","attempt":1}""", SharedPaymentTokenStatus.Active },
        { """{"$type":"used","session":"cs_1","at":"2026-06-01T12:01:00+00:00"}""", SharedPaymentTokenStatus.Used },
        { """{"$type":"used","at":"2026-06-01T12:01:00+00:00"}""", SharedPaymentTokenStatus.Used },
        { """{"$type":"revoked"}""", SharedPaymentTokenStatus.Revoked },
        { """{"$type":"expired"}""", SharedPaymentTokenStatus.Expired },
    };

    [Theory]
    [MemberData(nameof(States))]
    public async Task It_is_read_and_never_counted_before_it_is_written_again(string state, SharedPaymentTokenStatus status)
    {
        await Write(state);

        var token = (await world.Token("spt_old").Retrieve())!;

        Assert.Equal((status, TokenOrigin.Granted, AmountKind.Maximum, 500), (token.Status, token.Origin, token.AmountKind, token.Amount));
        Assert.True(token.RevocationConfirmed);
        await Counted.Agrees(world);
    }

    [Fact]
    public async Task A_change_lists_and_counts_it_from_then_on()
    {
        await Write("""{"$type":"free"}""");
        var id = await world.ReadySession();

        Told.Completed(await world.Complete(id, "spt_old"));

        await Counted.Agrees(world);
        Assert.Single(await world.Inventory.ListTokens(new TokenFilter(), world.Clock.Now, null, 10));
        Assert.Equal("pi_1", (await world.Token("spt_old").Retrieve())!.PaymentIntent);
    }

    [Fact]
    public async Task One_that_was_revoked_without_a_time_is_counted_where_it_was_first_seen()
    {
        await Write("""{"$type":"revoked"}""");
        world.Provider.Tokens["spt_old"] = new Payments.TokenLookup.Found(
            new Payments.TokenFacts("usd", 500, null, Payments.TokenDeactivation.Consumed, 300));

        await world.Token("spt_old").LookAgain("pi_9");

        Assert.Equal(SharedPaymentTokenStatus.Used, (await world.Token("spt_old").Retrieve())!.Status);
        await Counted.Agrees(world);
    }

    private async Task Write(string state) => Assert.IsType<Verdict.Committed>(await world.Store.Commit(new Unit(world.Ids.NewCommitId(), world.Clock.Now)
    {
        States =
        [
            new StateChange(
                SharedPaymentToken.KeyOf("spt_old"),
                0,
                Encoding.UTF8.GetBytes($$"""{"id":"spt_old","state":{{state}},{{Rest}}"""),
                new IndexColumns("shared_payment_token", "Active", null, null, null, world.Clock.Now)),
        ],
    }));
}
