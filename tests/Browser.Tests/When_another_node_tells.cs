using System.Text.Json;

namespace Acp.Browser.Tests;

/// <summary>The page is told by one node, and then by another: what the one said is no word on the other.</summary>
public sealed class When_another_node_tells : IAsyncLifetime
{
    private const string AllIsWell = "Every charge is accounted for.";
    private const string Silent = "The store does not answer.";

    private OperatedShop shop = null!;

    public When_another_node_tells() => Assert.SkipUnless(Browser.IsPresent, Browser.WhyAbsent);

    public async ValueTask InitializeAsync() => shop = await OperatedShop.Open();

    public ValueTask DisposeAsync() => shop.DisposeAsync();

    [Fact]
    public async Task Whose_store_never_answered_the_page_says_so_and_greys_what_it_knew()
    {
        using var browser = new Browser();
        var node = new ScriptedNode(browser, Snapshot("a", Traffic(10, 0), await Stored(troubles: 2)));
        browser.LogIn(shop);
        browser.Reads(AllIsWell);
        browser.Shows("unknown", 0);

        node.IsReplaced(Snapshot("b", Traffic(10, 0), stored: null));

        browser.Reads(Silent);
        browser.Holds("return document.querySelector('.news').textContent === 'Live' && document.querySelector('.verdict.ok') === null");
        browser.Holds("return [...document.querySelectorAll('.tiles [data-figure]')].every(it => it.closest('.old'))");
        browser.Reads("This is how it was at");
        browser.Holds("return document.querySelector('nav .badge').textContent.startsWith('2')");

        node.Says(Snapshot("b", Traffic(10, 0), await Stored(troubles: 0)));
        browser.SeesNo($"//*[text() = '{Silent}']");
        browser.Reads(AllIsWell);
    }

    [Fact]
    public void Whose_store_never_answered_a_page_that_is_opened_then_says_so()
    {
        using var browser = new Browser();
        _ = new ScriptedNode(browser, Snapshot("a", Traffic(10, 0), stored: null));

        browser.LogIn(shop);

        browser.Reads(Silent);
        browser.Reads("It has told nothing since this page was opened.");
    }

    [Fact]
    public async Task Its_rates_are_not_drawn_beside_the_others()
    {
        using var browser = new Browser();
        var node = new ScriptedNode(browser, Snapshot("a", Traffic(10, 5), await Stored(troubles: 0)));
        browser.LogIn(shop);
        browser.Holds(Plot("at most 5/s"));

        node.IsReplaced(Snapshot("b", Traffic(0, 0), await Stored(troubles: 0)));
        browser.Reads("this node, b,");
        browser.Holds(Plot("at most 0/s"));
        browser.Holds("return document.querySelector('[data-figure=charged]').textContent === '–'"); // Over no time nothing was measured.

        node.Says(Snapshot("b", Traffic(1, 3), await Stored(troubles: 0)));
        browser.Holds(Plot("at most 3/s"));
    }

    [Fact]
    public void It_is_asked_no_sooner_than_it_wishes_and_ever_more_seldom()
    {
        using var browser = new Browser();
        var node = new ScriptedNode(browser, Snapshot("a", Traffic(10, 0), stored: null));
        browser.LogIn(shop);
        browser.IsFedByTheStream();

        node.Answers("none");
        var refused = node.Pauses(tries: 2);
        browser.Open(shop.Dashboard); // Anew.
        browser.IsFedByTheStream();
        node.Answers("one");
        var cut = node.Pauses(tries: 3);

        Assert.True(refused[0] >= 1_990, $"{refused[0]} ms after a refusal that asked for 2 s.");
        Assert.True(cut[0] >= 1_490, $"{cut[0]} ms after a stream that asked for 1.5 s.");
        Assert.True(cut[1] >= 1_990, $"{cut[1]} ms after the third in a row that broke off.");
    }

    private static string Plot(string says) => $"return (document.querySelector('.plot[aria-label^=\"Completes\"]')?.getAttribute('aria-label') ?? '').includes({JsonSerializer.Serialize(says)})";

    private static object Snapshot(string node, object traffic, object? stored) => new { node, traffic, stored, cluster = (object?)null };

    private static object Traffic(double seconds, double charged) => new
    {
        seconds, requests = 1, errorRate = 0, completes = new[] { new { result = "executed", perSecond = charged } }, p50 = 0.1, p95 = 0.2, p99 = 0.3,
    };

    /// <summary>As the shop has it.</summary>
    private async Task<object> Stored(int troubles)
    {
        var report = await shop.Read("/admin/attention");
        var attention = report.EnumerateObject().Where(it => it.Name is not ("at" or "overdue")).ToDictionary(it => it.Name, it => it.Value);
        attention["total"] = JsonSerializer.SerializeToElement(troubles);
        var tokens = (await shop.Read("/admin/spt/stats/overview")).GetProperty("all").GetProperty("states");
        return new { at = report.GetProperty("at"), attention, overdue = report.GetProperty("overdue"), tokens };
    }
}
