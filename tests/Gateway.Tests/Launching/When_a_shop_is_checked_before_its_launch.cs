using System.Globalization;
using System.Text.Json;
using Acp.Gateway.Launching;
using Acp.Launching;
using Acp.Store;
using Microsoft.Extensions.DependencyInjection;

namespace Acp.Gateway.Tests.Launching;

/// <summary>The command as it is, against a gateway that runs, a store in a file, and an account at the fake.</summary>
public sealed class When_a_shop_is_checked_before_its_launch(PublicSite site) : IClassFixture<PublicSite>
{
    public static TheoryData<string> Failing => [.. Mistakes.Failing.Keys];

    public static TheoryData<string> Warning => [.. Mistakes.Warning.Keys];

    [Fact]
    public async Task A_sound_one_passes_even_strictly()
    {
        using var plan = await LaunchPlan.Sound(site);
        var (code, report, _) = await plan.CheckForPrograms("--strict");

        Assert.Equal(["backups"], Items(report, not: "passed")); // Which nobody here can know of a file.
        Assert.Equal((0, true), (code, report.GetProperty("ready").GetBoolean()));
    }

    [Theory]
    [MemberData(nameof(Failing))]
    public async Task A_mistake_fails_with_its_sentence(string name)
    {
        using var plan = await LaunchPlan.Sound(site);
        await Mistakes.Failing[name].Plant(plan);

        var (code, report, text) = await plan.CheckForPrograms();

        Told(report, "failed", Mistakes.Failing[name]);
        Assert.Equal((1, false), (code, report.GetProperty("ready").GetBoolean()));
        NoSecretIn(text);
    }

    [Theory]
    [MemberData(nameof(Warning))]
    public async Task What_can_wait_is_a_warning_and_fails_strictly_only(string name)
    {
        using var plan = await LaunchPlan.Sound(site);
        await Mistakes.Warning[name].Plant(plan);

        var (code, report, text) = await plan.CheckForPrograms();
        var (strictly, _, _) = await plan.Check("--strict");

        Told(report, "warning", Mistakes.Warning[name]);
        Assert.Equal((0, 1), (code, strictly));
        NoSecretIn(text);
    }

    [Fact]
    public async Task Clocks_that_disagree_are_told()
    {
        using var plan = await LaunchPlan.Sound(site, new ManualClock(TimeProvider.System.GetUtcNow().AddMinutes(3)));

        var (code, report, _) = await plan.CheckForPrograms();

        Told(report, "failed", new("clock", "s behind Stripe's", _ => Task.CompletedTask));
        Assert.Equal(1, code);
    }

    /// <summary>As after weeks of test mode: their notices are kept, and the endpoint of live mode has another secret.</summary>
    [Fact]
    public async Task Notices_from_before_the_newest_payment_show_nothing()
    {
        using var plan = await LaunchPlan.Sound(site, new ManualClock(TimeProvider.System.GetUtcNow().AddMinutes(-20)));
        plan.TakeNotice(ago: TimeSpan.FromDays(1));

        var (_, report, _) = await plan.CheckForPrograms();

        Told(report, "failed", new("webhook_delivered", "the provider signs with another secret than is configured", _ => Task.CompletedTask));
    }

    [Theory]
    [InlineData("merchant_id", "Merchant:MerchantId", "shop_7")]
    [InlineData("amounts", "MerchantSystems:Catalog:Url", "https://erp.example/catalog")]
    public async Task What_was_not_looked_at_is_not_vouched_for(string item, string key, string value)
    {
        using var plan = await LaunchPlan.Sound(site);
        plan.Set((key, value), ("MerchantSystems:Secrets:0", "erp2_0123456789abcdef0123456789abcdef"));

        var (_, report, _) = await plan.CheckForPrograms();

        Assert.Equal("not_checked", Assert.Single(report.GetProperty("findings").EnumerateArray(), it => it.GetProperty("item").GetString() == item).GetProperty("result").GetString());
    }

    [Fact]
    public async Task What_nobody_foresaw_ends_in_a_report_without_its_words()
    {
        await using var output = new StringWriter(CultureInfo.InvariantCulture);
        var code = await CheckCommand.Run(["check", "--json"], _ => throw new InvalidTimeZoneException("Password=hunter2"), output, TextWriter.Null);

        var report = JsonDocument.Parse(output.ToString()).RootElement;
        Told(report, "failed", new("configuration", "InvalidTimeZoneException", _ => Task.CompletedTask));
        Assert.Equal((1, JsonValueKind.Null), (code, report.GetProperty("environment").ValueKind));
        NoSecretIn(output.ToString());
    }

    [Fact]
    public void It_says_of_how_many_prices_it_tried_some()
    {
        var finding = Assert.Single(AmountLook.Judge([new("item_1", "usd", Expected: 100, Total: 100)], all: 300));

        Assert.Contains("the first 1 of 300 prices", Assert.IsType<LaunchFinding.Passed>(finding).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_changed_anywhere()
    {
        using var plan = await LaunchPlan.Sound(site);
        var (bytes, files, calls, charged) = (await File.ReadAllBytesAsync(plan.StoreFile), Files(plan), plan.Stripe.Ledger.Count, plan.Stripe.TotalCharged);

        await plan.Check();

        Assert.Equal(bytes, await File.ReadAllBytesAsync(plan.StoreFile));
        Assert.Equal(files, Files(plan));
        Assert.All(plan.Stripe.Ledger.Skip(calls), call => Assert.Equal("GET", call.Method));
        Assert.NotEmpty(plan.Stripe.Ledger.Skip(calls));
        Assert.Equal(charged, plan.Stripe.TotalCharged);
        Assert.Empty(await site.Gateway.Services.GetRequiredService<IInventory>().ListStates("provider_event", status: null, after: null, limit: 10)); // The trial notice was dropped.
    }

    [Fact]
    public async Task A_store_that_is_in_use_is_read_beside_its_users()
    {
        using var plan = await LaunchPlan.Sound(site);
        await using var store = plan.OpenStore();
        await store.ReadCounter("one");

        var (code, _, _) = await plan.Check("--strict");

        Assert.Equal(0, code);
    }

    [Fact]
    public async Task A_store_that_is_not_there_is_not_made()
    {
        using var plan = await LaunchPlan.Sound(site);
        File.Delete(plan.StoreFile);
        var files = Files(plan);

        await plan.Check();

        Assert.Equal(files, Files(plan));
    }

    [Fact]
    public async Task People_read_what_is_wrong_and_how_it_is_mended()
    {
        using var plan = await LaunchPlan.Sound(site);
        plan.Set(("Merchant:Support:Email", null));

        var (_, report, told) = await plan.Check();

        Assert.StartsWith($"Launch check of https://shop.example (Production).{Environment.NewLine}It looks and changes nothing", report, StringComparison.Ordinal);
        Assert.Contains($"  FAIL   Shoppers are not told whom to ask about an order.{Environment.NewLine}         -> Set Merchant:Support:Email or Merchant:Support:Phone.", report, StringComparison.Ordinal);
        Assert.Contains("NOT READY: ", report, StringComparison.Ordinal);
        Assert.Contains("at most 20 s", told, StringComparison.Ordinal);
        NoSecretIn(report + told);
    }

    [Theory]
    [InlineData("check takes no «now».", "now")]
    [InlineData("--jsn is no option of check", "--jsn")]
    [InlineData("--strict-ish is no option of check", "--strict-ish", "--json")]
    public async Task A_command_line_that_cannot_be_understood_is_refused(string sentence, params string[] args)
    {
        using var plan = await LaunchPlan.Sound(site);
        var (code, report, told) = await plan.Check(args);

        Assert.Equal((2, ""), (code, report));
        Assert.StartsWith(sentence, told, StringComparison.Ordinal);
        Assert.Contains("check --help", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_help_tells_the_exit_codes()
    {
        using var plan = await LaunchPlan.Sound(site);
        var (code, help, _) = await plan.Check("--help");

        Assert.Equal(0, code);
        Assert.Contains("Exit code: 0 nothing fails, 1 something does, 2 the command line cannot be understood.", help, StringComparison.Ordinal);
    }

    private static void Told(JsonElement report, string result, Mistake mistake) => Assert.Contains(
        report.GetProperty("findings").EnumerateArray().Where(it => it.GetProperty("result").GetString() == result),
        it => it.GetProperty("item").GetString() == mistake.Item
            && it.GetProperty("message").GetString()!.Contains(mistake.Sentence, StringComparison.Ordinal)
            && it.GetProperty("mend").GetString() is { Length: > 0 });

    private static void NoSecretIn(string text) => Assert.All(LaunchPlan.Secrets, secret => Assert.DoesNotContain(secret, text, StringComparison.Ordinal));

    private static IEnumerable<string?> Items(JsonElement report, string not) => report.GetProperty("findings").EnumerateArray()
        .Where(it => it.GetProperty("result").GetString() != not).Select(it => it.GetProperty("item").GetString());

    private static string[] Files(LaunchPlan plan) => [.. Directory.GetFileSystemEntries(Path.GetDirectoryName(plan.StoreFile)!).Order(StringComparer.Ordinal)];
}
