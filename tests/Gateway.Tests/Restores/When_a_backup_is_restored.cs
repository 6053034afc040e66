using System.Diagnostics;
using Acp.CheckoutSessions;
using Acp.Fakes;
using Acp.Orders;
using Acp.Storage;
using Acp.Tests.Postgres;
using Npgsql;

namespace Acp.Gateway.Tests.Restores;

/// <summary>
/// An hour of checkouts of every kind, a backup taken in its middle while they go on, and the store as it was then. What is
/// judged is the fake's ledger, which forgets nothing.
/// </summary>
public abstract class When_a_backup_is_restored : IAsyncLifetime
{
    private const long Price = 1900;
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(4);
    private readonly List<string> sessions = [];
    private RestoredShop shop = null!;

    private protected abstract string Live { get; }

    /// <summary>Takes it while the store is used.</summary>
    private protected abstract void Backup();

    /// <returns>The store that came of it.</returns>
    private protected abstract string Restored();

    public virtual async ValueTask InitializeAsync() => shop = await RestoredShop.Open(Live);

    public virtual async ValueTask DisposeAsync()
    {
        await shop.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Every_charge_is_one_order_or_one_finding_and_nothing_is_charged_or_refunded_again(bool agentsComeFirst)
    {
        var lost = await AnHour();
        var (charges, refunds) = (shop.Stripe.Charges, shop.Stripe.Bank.Refunds.Sum(refund => refund.Amount));
        await shop.Close();
        var store = Restored();
        await shop.MarkRestored(store);
        await shop.Reopen(store);

        if (agentsComeFirst)
        {
            await Everybody();
        }

        await shop.Reconcile(store, "--repair");
        await Everybody();
        var (code, report) = await shop.Reconcile(store, "--repair");

        // Who was charged is not charged again; who was not may be by now, once.
        Assert.All(sessions, id => Assert.True(shop.Stripe.ChargesOf(id).Count <= 1, $"{id} was charged {shop.Stripe.ChargesOf(id).Count} times."));
        Assert.Equal(charges, shop.Stripe.Charges.Take(charges.Count));
        Assert.Equal(refunds, shop.Stripe.Bank.Refunds.Sum(refund => refund.Amount));

        var orders = await shop.Orders();
        var findings = report.GetProperty("findings").EnumerateArray().Where(it => !it.GetProperty("repaired").GetBoolean()).Select(it => it.GetProperty("payment").GetString()!).ToList();
        var kept = shop.Stripe.Charges.Where(charge => !IsGivenBack(charge)).Select(charge => charge.IntentId);
        Assert.Equal(kept.Order(), orders.Where(order => order.Snapshot() is var it && it.Refunded < it.Charged).Select(IntentOf).Concat(findings).Order());

        // Only what the backup cannot explain is left to a person; and what went back of the others is on record again.
        Assert.Equal(lost.Order(), findings.Select(intent => shop.Stripe.Charges.Single(it => it.IntentId == intent).Session!).Order());
        Assert.Equal(1, code);
        Assert.All(orders, order => Assert.Equal(
            shop.Stripe.Bank.Refunds.Where(refund => refund.IntentId == IntentOf(order)).Sum(refund => refund.Amount), order.Snapshot().Refunded));
    }

    /// <summary>
    /// The provider forgets keys after a day, so that a number which is drawn once more collects once more. What keeps it
    /// from that is the look which the mark asks for.
    /// </summary>
    [Fact]
    public async Task A_session_is_looked_up_even_where_the_provider_has_forgotten_its_key()
    {
        await shop.DisposeAsync();
        (string, string)[] patient = [("Checkout:SessionLifetime", "5.00:00:00")];
        shop = await RestoredShop.Open(Live, patient);
        var (id, paged) = (await shop.Created(), await shop.Created());
        Backup();
        await shop.Complete(id, "spt_first");
        await shop.Complete(paged, "spt_second");
        await shop.Close();
        shop.Clock.Advance(TimeSpan.FromHours(30));
        var store = Restored();
        await shop.MarkRestored(store);
        await shop.Reopen(store, patient);

        Assert.IsType<PageOffer.Completed>(await shop.Offer(paged));
        await shop.AgentsTryAnew([id]);

        Assert.Single(shop.Stripe.ChargesOf(paged));
        var charge = Assert.Single(shop.Stripe.ChargesOf(id));
        Assert.Equal(charge.IntentId, Assert.IsType<Payment.Charged>((await shop.Stored(id))!.Payment).IntentId);
        Assert.Equal((0, 2), await shop.Reconcile(store) is var (code, report) ? (code, report.GetProperty("payments").GetInt32()) : default);
    }

    /// <returns>Sessions that are charged and were created after the backup, and the one whose lost charge was given back in part.</returns>
    private async Task<IReadOnlyList<string>> AnHour()
    {
        var early = await Create();
        await Finish(early);
        var begun = await Create();
        Backup();
        await shop.Refund(early[4], 300);
        await Finish(begun);
        var lost = await Create();
        await Finish(lost);
        return [begun[4], .. lost.Where(id => shop.Stripe.ChargesOf(id) is [var charge] && !IsGivenBack(charge))];
    }

    private async Task<string[]> Create()
    {
        List<string> created = [];
        for (var i = 0; i < 9; i++)
        {
            created.Add(await shop.Created());
        }

        sessions.AddRange(created);
        shop.Clock.Advance(Step);
        return [.. created];
    }

    private async Task Finish(string[] of)
    {
        await shop.Complete(of[0], $"spt_{of[0]}");
        await shop.Complete(of[1], $"spt_decline_{of[1]}");
        shop.Stripe.Faults.Next(FaultKind.LoseReply, StripeCall.Charge, times: 3);
        await shop.Complete(of[2], $"spt_{of[2]}"); // Nobody knows, and the money has moved.
        await shop.Pay(of[3], await shop.Press(of[3]));
        await shop.Complete(of[4], $"spt_{of[4]}");
        await shop.Refund(of[4], 700);
        await shop.Complete(of[5], $"spt_{of[5]}");
        await shop.Refund(of[5], Price);
        await shop.Cancel(of[6]);
        await shop.Complete(of[7], $"spt_decline_{of[7]}");
        await shop.Complete(of[7], $"spt_{of[7]}");

        // The last is created only.
        shop.Clock.Advance(Step);
    }

    // Agents with old keys and with new ones, the provider's notices, the merchant's own retries, and the clock.
    private async Task Everybody()
    {
        await shop.AgentsRepeatAll();
        await shop.NoticesComeAgain();
        await shop.MerchantRepeatsAll();

        await shop.AgentsTryAnew(sessions.Where(id => shop.Stripe.ChargesOf(id).Count > 0));
        await shop.LetPass(TimeSpan.FromMinutes(10));
    }

    private bool IsGivenBack(FakeCharge charge) =>
        shop.Stripe.Bank.Refunds.Where(refund => refund.IntentId == charge.IntentId).Sum(refund => refund.Amount) == charge.Amount;

    private static string IntentOf(OrderRecord order) => order.Placed.Payment!.IntentId;
}

/// <summary>A copy that the command <c>backup</c> makes.</summary>
public sealed class When_a_backup_of_a_file_is_restored : When_a_backup_is_restored
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("acp-restore-");

    private protected override string Live => $"sqlite:{Path.Combine(folder.FullName, "acp.db")}";

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private protected override void Backup() => Stores.Copy(Live, Path.Combine(folder.FullName, "backup.db"));

    private protected override string Restored() => $"sqlite:{Path.Combine(folder.FullName, "backup.db")}";
}

/// <summary>A dump of PostgreSQL's own.</summary>
public sealed class When_a_backup_of_PostgreSQL_is_restored : When_a_backup_is_restored
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("acp-restore-");
    private string? restored;

    private protected override string Live => live ??= TestPostgres.NewDatabase();

    private string? live;

    public override ValueTask InitializeAsync()
    {
        TestPostgres.SkipWithoutOne();
        Assert.SkipUnless(File.Exists(ProgramOf("pg_dump")), "There is no pg_dump on this machine.");
        return base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        new[] { live, restored }.OfType<string>().ToList().ForEach(TestPostgres.Drop);
        folder.Delete(recursive: true);
    }

    private protected override void Backup() => Run("pg_dump", Live, "--format=custom", "--file", Dump);

    private protected override string Restored()
    {
        restored = TestPostgres.NewDatabase();
        Run("pg_restore", restored, "--exit-on-error", "--no-owner", Dump);
        return restored;
    }

    private string Dump => Path.Combine(folder.FullName, "backup.dump");

    // Beside the real initdb, which a link may stand for.
    private static string ProgramOf(string name)
    {
        var initdb = new FileInfo(Path.Combine(PostgresBinaries.Folder ?? "", "initdb"));
        return Path.Combine(initdb.ResolveLinkTarget(returnFinalTarget: true) is FileInfo real ? real.DirectoryName! : initdb.DirectoryName!, name);
    }

    private static void Run(string program, string connection, params string[] args)
    {
        var at = new NpgsqlConnectionStringBuilder(connection);
        var start = new ProcessStartInfo(
            ProgramOf(program),
            ["--host", at.Host!, "--port", $"{at.Port}", "--username", at.Username!, "--dbname", at.Database!, .. args]) { RedirectStandardError = true };
        start.Environment["PGPASSWORD"] = at.Password;
        using var process = Process.Start(start)!;
        var problem = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, problem);
    }
}
