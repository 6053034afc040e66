using System.Text.Json;
using OpenQA.Selenium;
using OpenQA.Selenium.Chrome;
using OpenQA.Selenium.Interactions;
using OpenQA.Selenium.Support.UI;

namespace Acp.Browser.Tests;

/// <summary>
/// A real browser without a window, in a profile of its own. Looking for an element waits until it is there: whatever leads
/// to it, the button that was pressed or the page's own refresh, has happened by then.
/// </summary>
internal sealed class Browser : IDisposable
{
    public const string WhyAbsent = "Neither chromium nor google-chrome with a chromedriver beside it is installed, so nobody has looked at the pages.";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Longer, so that what was not found is named.</summary>
    private static readonly TimeSpan DriverPatience = Patience + TimeSpan.FromMinutes(1);

    private static readonly string? Executable = Find("chromium", "chromium-browser", "google-chrome");
    private static readonly string? Driver = Find("chromedriver");

    private readonly DirectoryInfo profile = Directory.CreateTempSubdirectory("acp-browser-");
    private readonly ChromeDriverService service = ChromeDriverService.CreateDefaultService(Driver);
    private readonly ChromeDriver driver;

    public Browser()
    {
        var options = new ChromeOptions { BinaryLocation = Executable };
        options.AddArguments(
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-dev-shm-usage", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", "--hide-scrollbars", $"--user-data-dir={profile.FullName}");
        driver = new ChromeDriver(service, options, DriverPatience);
        driver.Manage().Timeouts().ImplicitWait = Patience;
        driver.Manage().Timeouts().PageLoad = Patience;
        Desk();
    }

    public static bool IsPresent => Executable is not null && Driver is not null;

    public Uri Address => new(driver.Url);

    /// <summary>What the browser would not do, or could not load.</summary>
    public IReadOnlyList<string> Complaints => [.. driver.Manage().Logs.GetLog(LogType.Browser).Select(entry => entry.Message)];

    public void Open(Uri address) => driver.Navigate().GoToUrl(address);

    /// <summary>Runs the script in each page, before anything of the page's own.</summary>
    public void Prepare(string script) => driver.ExecuteCdpCommand("Page.addScriptToEvaluateOnNewDocument", new() { ["source"] = script });

    public void Press(string words) => driver.FindElement(By.XPath($"//button[contains(., \"{words}\")]")).Click();

    /// <param name="inside">The element that it is in.</param>
    public void Press(string words, string inside) => driver.FindElement(By.XPath($"//{inside}//button[contains(., \"{words}\")]")).Click();

    public void Follow(string words) => driver.FindElement(By.XPath($"//a[contains(., \"{words}\")]")).Click();

    public void Choose(string words) => driver.FindElement(By.XPath($"//label[contains(., \"{words}\")]")).Click();

    /// <summary>Waits for a heading with the words.</summary>
    public void Sees(string heading) => driver.FindElement(By.XPath($"//*[self::h1 or self::h2][contains(., \"{heading}\")]"));

    /// <summary>Waits for a page with the words: a page that is about to go may still be there, and what is found on it is nothing to read from.</summary>
    public void Reads(string words) => driver.FindElement(By.XPath($"//body//*[contains(., \"{words}\")]"));

    public string LinkTo(string words) => driver.FindElement(By.XPath($"//a[contains(., \"{words}\")]")).GetAttribute("href")!;

    /// <summary>As a screen reader finds them: the role and the name of everything that can be pressed, followed or chosen.</summary>
    public IReadOnlyList<string> Controls
    {
        get
        {
            var tree = (Dictionary<string, object>)driver.ExecuteCdpCommand("Accessibility.getFullAXTree", [])!;
            return
            [
                .. ((IEnumerable<object>)tree["nodes"]).Cast<Dictionary<string, object>>()
                    .Select(node => (Role: ValueOf(node, "role"), Name: ValueOf(node, "name")))
                    .Where(node => node.Role is "button" or "link" or "radio")
                    .Select(node => $"{node.Role} {node.Name}"),
            ];
        }
    }

    /// <summary>Writes into the field that is labelled so, in the place of what is there.</summary>
    public void Write(string label, string text)
    {
        var name = driver.FindElement(By.XPath($"//label[normalize-space(.) = \"{label}\"]")).GetAttribute("for")!;
        var field = driver.FindElement(By.Id(name));
        field.Clear();
        field.SendKeys(text);
    }

    /// <summary>Presses keys where the focus is.</summary>
    public void Strike(params IReadOnlyList<string> keys)
    {
        foreach (var key in keys)
        {
            new Actions(driver).SendKeys(key).Perform();
        }
    }

    /// <summary>What has the focus, as a screen reader would say it: its element and its name.</summary>
    public string Focused => Ask<string>("""
        const it = document.activeElement;
        const label = it.labels?.[0]?.textContent ?? it.getAttribute("aria-label") ?? it.textContent;
        return `${it.localName} ${label.trim().replace(/\s+/g, " ").slice(0, 60)}`;
        """);

    /// <summary>Waits for an element that the path leads to.</summary>
    public string TextAt(string path) => driver.FindElement(By.XPath(path)).Text;

    /// <summary>Waits until there is none.</summary>
    public void SeesNo(string path) => Holds($"return document.evaluate({JsonSerializer.Serialize(path)}, document, null, XPathResult.BOOLEAN_TYPE).booleanValue === false");

    /// <summary>Waits until the page says yes.</summary>
    /// <param name="script">Returns a boolean.</param>
    public void Holds(string script) => new DefaultWait<Browser>(this) { Timeout = Patience, Message = script }.Until(it => it.Ask<bool>(script));

    public T Ask<T>(string script, params object[] arguments) => (T)driver.ExecuteScript(script, arguments)!;

    public void Back() => driver.Navigate().Back();

    public void Desk() => Look(1000, 760, "light");

    public void Look(int width, int height, string scheme)
    {
        driver.ExecuteCdpCommand("Emulation.setDeviceMetricsOverride", new() { ["width"] = width, ["height"] = height, ["deviceScaleFactor"] = 1, ["mobile"] = false });
        var feature = new Dictionary<string, object> { ["name"] = "prefers-color-scheme", ["value"] = scheme };
        driver.ExecuteCdpCommand("Emulation.setEmulatedMedia", new() { ["features"] = new object[] { feature } });
    }

    public void PhoneAtNight() => Look(390, 760, "dark");

    /// <summary>True where nothing has to be pushed aside to be read.</summary>
    public bool FitsItsWidth =>
        (bool)driver.ExecuteScript("return document.documentElement.scrollWidth <= document.documentElement.clientWidth")!;

    /// <summary>Keeps a picture of the page where <c>ACP_SCREENSHOTS</c> names a folder.</summary>
    public void Picture(string name)
    {
        if (Environment.GetEnvironmentVariable("ACP_SCREENSHOTS") is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
            driver.GetScreenshot().SaveAsFile(Path.Combine(folder, name + ".png"));
        }
    }

    public void Dispose()
    {
        driver.Dispose();
        service.Dispose();
        profile.Delete(recursive: true);
    }

    private static string ValueOf(Dictionary<string, object> node, string member) =>
        node.TryGetValue(member, out var told) ? $"{((Dictionary<string, object>)told).GetValueOrDefault("value")}" : "";

    private static string? Find(params string[] names) => names
        .SelectMany(name => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Append("/usr/bin").Select(folder => Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists);
}
