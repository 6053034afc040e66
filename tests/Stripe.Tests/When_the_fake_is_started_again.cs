using Acp.Fakes;
using Acp.Payments;

namespace Acp.Stripe.Tests;

public sealed class When_the_fake_is_started_again : IDisposable
{
    private readonly string journal = Path.Combine(Directory.CreateTempSubdirectory("fake-stripe-").FullName, "journal");

    [Fact]
    public async Task Charges_tokens_keys_and_waiting_intents_are_as_they_were()
    {
        IReadOnlyList<FakeCharge> charges;
        string waiting, other;
        using (var before = Start())
        {
            await before.Charge("spt_1", "cs_1");
            await before.Charge("spt_decline_1", "cs_2");
            waiting = Assert.IsType<ChargeAnswer.MustAuthenticate>(await before.Charge("spt_3ds_1", "cs_3")).IntentId;
            other = Assert.IsType<ChargeAnswer.MustAuthenticate>(await before.Charge("spt_3ds_2", "cs_4")).IntentId;
            Assert.True(before.Stripe.Authenticate(other, succeeded: true));
            before.Stripe.Faults.Next(FaultKind.CommitThen500);
            await before.Charge("spt_5", "cs_5");
            charges = before.Stripe.Charges;
        }

        using var after = Start();
        Assert.Equal(charges, after.Stripe.Charges);
        Assert.IsType<ChargeAnswer.Succeeded>(await after.Charge("spt_1", "cs_1"));
        Assert.IsType<ChargeAnswer.Declined>(await after.Charge("spt_decline_1", "cs_2"));
        Assert.Equal(new ChargeAnswer.MustAuthenticate(waiting), await after.Provider.LookUpIntent(waiting));
        Assert.Equal(new ChargeAnswer.Succeeded(other), await after.Provider.LookUpIntent(other));
        Assert.IsType<ChargeAnswer.Unknown>(await after.Charge("spt_5", "cs_5"));
        Assert.IsType<ChargeAnswer.Rejected>(await after.Charge("spt_1", "cs_6"));
        Assert.Equal(charges, after.Stripe.Charges);
    }

    [Fact]
    public async Task Events_are_as_they_were_and_none_is_sent_again_by_itself()
    {
        List<string> events;
        using (var before = Start())
        {
            await before.CreateToken(
                "/v1/test_helpers/shared_payment/granted_tokens",
                "payment_method=pm_card_visa&usage_limits[currency]=usd&usage_limits[max_amount]=1&usage_limits[expires_at]=1795348810");
            await before.Provider.LookUpToken("spt_1");
            before.Time.Advance(TimeSpan.FromSeconds(20)); // What only a look-up saw is seen again, and in its place.
            await before.Provider.LookUpToken("spt_1");
            await before.Charge("spt_1", "cs_1");
            before.Stripe.Authenticate(Assert.IsType<ChargeAnswer.MustAuthenticate>(await before.Charge("spt_3ds_1", "cs_2")).IntentId, true);
            before.Stripe.Faults.Next(FaultKind.CommitThen500);
            await before.Charge("spt_3", "cs_3");
            await before.Charge("spt_3", "cs_3");
            events = Told(before);
        }

        using var after = Start();
        Assert.Equal(8, events.Count);
        Assert.Equal(events, Told(after));
        Assert.Empty(after.Stripe.Deliveries.Waiting);
        await after.Charge("spt_4", "cs_4");
        Assert.Equal(["cs_4", null], after.Stripe.Deliveries.Waiting.Select(it => it.Session));
        Assert.Equal(10, after.Stripe.Events.Select(it => it.Id).Distinct().Count());
    }

    [Fact]
    public async Task Keys_are_forgotten_24_hours_after_their_execution_as_if_it_had_gone_on()
    {
        using (var before = Start())
        {
            await before.Charge("tok_visa", "cs_1");
        }

        using var after = Start();
        after.Time.Advance(TimeSpan.FromHours(24) - TimeSpan.FromTicks(1));
        await after.Charge("tok_visa", "cs_1");
        Assert.Single(after.Stripe.Charges);

        after.Time.Advance(TimeSpan.FromTicks(1));
        await after.Charge("tok_visa", "cs_1");
        Assert.Equal(2, after.Stripe.Charges.Count);
    }

    [Fact]
    public async Task A_last_line_that_was_torn_never_happened()
    {
        using (var before = Start())
        {
            await before.Charge("spt_1", "cs_1");
            await before.Charge("spt_2", "cs_2");
        }

        var bytes = await File.ReadAllBytesAsync(journal);
        for (var torn = 1; torn < 60; torn++)
        {
            await File.WriteAllBytesAsync(journal, bytes[..^torn]);
            using (Start())
            {
            }

            Assert.Equal(bytes.IndexOf((byte)'\n') + 1, new FileInfo(journal).Length);
            using var after = Start();
            Assert.Equal("cs_1", Assert.Single(after.Stripe.Charges).Session);
            Assert.IsType<ChargeAnswer.Succeeded>(await after.Charge("spt_2", "cs_2"));
        }

        Assert.Equal(bytes, await File.ReadAllBytesAsync(journal));
    }

    [Fact]
    public async Task A_line_that_is_spoilt_in_the_middle_is_an_error_that_names_it()
    {
        await File.WriteAllTextAsync(journal, "{}}\n{}\n");
        var problem = Assert.Throws<InvalidDataException>(Start);
        Assert.Contains("line 1", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_process_cannot_share_the_journal()
    {
        using var first = Start();
        Assert.Throws<IOException>(Start);
    }

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(journal)!, recursive: true);

    private static List<string> Told(World world) =>
        [.. world.Stripe.Events.Select(it => System.Text.Encoding.UTF8.GetString(it.ToJson(0)))];

    private World Start() => new(new FakeStripeOptions { JournalPath = journal });
}
