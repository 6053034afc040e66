namespace Acp.Browser.Tests;

/// <summary>The dashboard in a browser, as an operator goes about it.</summary>
internal static class OperatorsDesk
{
    public static readonly IReadOnlyList<string> Views = ["overview", "attention", "search", "orders", "tokens", "deliveries", "events"];

    public static void LogIn(this Browser browser, OperatedShop shop, string key = OperatedShop.OwnerKey)
    {
        browser.Open(shop.Dashboard);
        browser.Write("Admin key", key);
        browser.Press("Log in");
        browser.Sees("Overview");
    }

    /// <summary>Goes to a view, and waits until it is there.</summary>
    public static void Visit(this Browser browser, string view, string heading)
    {
        browser.Ask<object?>("location.hash = arguments[0]; return null", $"#/{view}");
        browser.SeesHeading(heading);
    }

    /// <summary>Waits until the view with the heading is there, and nothing of it is being loaded.</summary>
    public static void SeesHeading(this Browser browser, string heading) => browser.Holds(
        $"return document.querySelector('main:not([aria-busy]) h1')?.textContent.includes({System.Text.Json.JsonSerializer.Serialize(heading)}) ?? false");

    /// <summary>Waits until the figure on the page is this one, and is of now.</summary>
    public static void Shows(this Browser browser, string figure, long number) => browser.Holds(
        $"const it = document.querySelector('[data-figure=\"{figure}\"]'); return it !== null && !it.closest('.old') && it.textContent.replace(/\\D/g, '') === '{number}'");

    /// <summary>Waits until what stands on the page is told by the service, and not asked for.</summary>
    public static void IsFedByTheStream(this Browser browser) => browser.Holds("return document.querySelector('.news.lively')?.textContent === 'Live'");

    /// <summary>Waits until the plot says that there was at least something in the last ten minutes.</summary>
    public static void HasPlotted(this Browser browser, string title) => browser.Holds(
        $"return [...document.querySelectorAll('.plot')].some(it => /^{title}, over .* at most (?!0\\/s|0 ms|–)/.test(it.getAttribute('aria-label') ?? ''))");

    /// <summary>Looks for a checkout as the box above every view does.</summary>
    public static void LookFor(this Browser browser, string text)
    {
        browser.Write("Search for a checkout", text);
        browser.Press("Find");
    }
}
