using Acp.Bench.Inventory;
using Acp.Bench.Recording;
using Acp.Bench.Reporting;
using Acp.SharedPaymentTokens;
using Acp.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Acp.Bench.Tests;

public sealed class When_an_inventory_is_measured
{
    private const int Tokens = 700;
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    [Fact]
    public async Task Every_question_is_answered_and_all_counts_are_what_was_filled_in()
    {
        using var place = new Workplace(new BenchOptions([], 1, 0, [], 0, 1, "", "", Folder: null));
        var settings = new Dictionary<string, string?>(Shop.Settings(place.Catalog)) { ["Store"] = $"sqlite:{place.File("acp.db")}" };
        await using var app = OwnGateway.Build(settings, _ => { });
        using var progress = new StringWriter();
        var table = new Table(["sqlite"]);
        var measurement = new InventoryMeasurement("sqlite", Tokens, Now, table, progress) { WarmUp = 1 };
        await measurement.Fill(app.Services.GetRequiredService<IOpenStore>());
        await app.StartAsync(TestContext.Current.CancellationToken);

        await measurement.Measure(new Uri(app.Urls.First()));

        var report = table.Render();
        Assert.All(new InventoryRequests(Tokens, Now).All([""]), asked => Assert.Contains($"| {asked.Name} | ", report, StringComparison.Ordinal));
        Assert.Contains("| equal: 700 lines |", report, StringComparison.Ordinal);
        await app.StopAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Else a request that finds nothing is measured, or none that costs something.</summary>
    [Fact]
    public void It_has_tokens_of_all_kinds_and_few_that_are_still_active()
    {
        var rows = Rows(10_000);

        Assert.Equal(rows.Length, rows.DistinctBy(row => row.Id).Count());
        Assert.Equal(rows.OrderBy(row => row.CreatedAt), rows);
        Assert.All(Enum.GetValues<TokenOrigin>(), origin => Assert.InRange(rows.Count(row => row.Origin == origin), 2_000, 8_000));
        Assert.InRange(rows.Count(row => row.Status == SharedPaymentTokenStatus.Active), 20, 100);
        Assert.All(Enum.GetValues<SharedPaymentTokenStatus>(), status => Assert.Contains(rows, row => row.Status == status));
        Assert.Contains(rows, row => row.Status == SharedPaymentTokenStatus.Active && row.ExpiresAt < Now && row.Session is null);
        Assert.Contains(rows, row => row.Status == SharedPaymentTokenStatus.Active && row.ExpiresAt < Now && row.Session is not null);
        Assert.Equal(40, rows.Select(row => row.Merchant).OfType<string>().Distinct().Count());
        Assert.Contains(rows, row => row.Currency is null);
        Assert.InRange(rows.Count(row => row.Amount is >= TokenMix.CommonFrom and <= TokenMix.CommonTo), 1_500, 2_500);
        Assert.All(rows.Where(row => row.Amount == TokenMix.OldAmount), row => Assert.True(row.CreatedAt < Now.AddDays(-59)));
    }

    [Fact]
    public void It_is_the_same_every_time() => Assert.Equal(Rows(100), Rows(100));

    private static TokenRow[] Rows(int count)
    {
        var mix = new TokenMix(count, Now);
        return [.. Enumerable.Range(0, count).Select(number => mix.Token(number).Row())];
    }
}
