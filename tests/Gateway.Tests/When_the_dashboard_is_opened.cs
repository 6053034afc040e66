using System.Net;
using System.Text.RegularExpressions;
using Acp.Gateway.Tests.Host;
using Acp.Pricing;

namespace Acp.Gateway.Tests;

/// <summary>What is served of it, and what its files may not say. What it does is looked at in a browser: tests/Browser.Tests.</summary>
public sealed partial class When_the_dashboard_is_opened : IAsyncLifetime
{
    private static readonly string Assets = Path.Combine(Repository.Root, "src", "Gateway", "Dashboard", "Assets");

    private AcpHost host = null!;
    private HttpClient stranger = null!;

    public async ValueTask InitializeAsync()
    {
        host = await AcpHost.Start();
        stranger = new HttpClient { BaseAddress = host.Address };
    }

    public async ValueTask DisposeAsync()
    {
        stranger.Dispose();
        await host.DisposeAsync();
    }

    public static TheoryData<string> Files => [.. Directory.EnumerateFiles(Assets).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Each_file_comes_to_anyone_as_it_is_checked_in_and_may_load_nothing_from_elsewhere(string file)
    {
        using var answer = await Get(file);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(Assets, file)), await answer.Content.ReadAsByteArrayAsync());
        Assert.Equal(TypeOf(file), answer.Content.Headers.ContentType?.MediaType);
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.StartsWith("default-src 'none'; script-src 'self'; style-src 'self';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("no-referrer", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task What_a_browser_has_already_is_not_sent_again_and_what_has_changed_is_never_taken_from_a_cache()
    {
        using var first = await Get("app.js");
        Assert.Equal("no-cache", first.Headers.CacheControl?.ToString());

        using var request = new HttpRequestMessage(HttpMethod.Get, "/dashboard/app.js");
        request.Headers.IfNoneMatch.Add(first.Headers.ETag ?? throw new InvalidOperationException("There is no tag."));
        using var again = await stranger.SendAsync(request);

        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
    }

    [Theory]
    [InlineData("/dashboard/appsettings.json")]
    [InlineData("/dashboard/../appsettings.json")]
    [InlineData("/dashboard/index.html/")]
    [InlineData("/dashboard/%2e%2e/catalog.demo.json")]
    public async Task There_is_no_other_file(string path)
    {
        using var answer = await stranger.GetAsync(new Uri(path, UriKind.Relative));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Theory]
    [InlineData(AcpHost.ReadKey, "bob", "read")]
    [InlineData(AcpHost.SupportKey, "ann", "support")]
    [InlineData(AcpHost.AdminKey, "admin:0", "owner")]
    public async Task Each_key_is_told_its_name_and_role(string key, string name, string role)
    {
        using var answer = await host.Operator.SendAsync(AcpHost.Admin(HttpMethod.Get, "/admin/me", key: key));

        Assert.Equal($$"""{"name":"{{name}}","role":"{{role}}"}""", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_key_that_is_not_known_is_told_nothing()
    {
        using var answer = await host.Operator.SendAsync(AcpHost.Admin(HttpMethod.Get, "/admin/me", key: AcpHost.Key));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    /// <summary>The browser would stop it, too; whoever writes such a line is to hear of it here.</summary>
    [Fact]
    public void No_string_becomes_markup_or_code_and_nothing_is_kept_but_for_the_tab()
    {
        foreach (var file in Directory.EnumerateFiles(Assets, "*.js"))
        {
            Assert.DoesNotMatch(Dangers(), File.ReadAllText(file));
        }

        Assert.DoesNotMatch(InlineCode(), File.ReadAllText(Path.Combine(Assets, "index.html")));
    }

    [Fact]
    public void Amounts_have_the_decimals_that_they_are_charged_with()
    {
        var script = File.ReadAllText(Path.Combine(Assets, "format.js"));

        Assert.Equal(CodesWith(decimals: 0), CodesIn(script, "zeroDecimal"));
        Assert.Equal(CodesWith(decimals: 3), CodesIn(script, "threeDecimal"));
        Assert.DoesNotContain(Currencies.All, currency => currency.Decimals is not (0 or 2 or 3));
    }

    private Task<HttpResponseMessage> Get(string file) =>
        stranger.GetAsync(new Uri(file == "index.html" ? "/dashboard" : $"/dashboard/{file}", UriKind.Relative));

    private static string TypeOf(string file) => Path.GetExtension(file) switch
    {
        ".html" => "text/html",
        ".css" => "text/css",
        ".js" => "text/javascript",
        _ => "image/svg+xml",
    };

    private static IEnumerable<string> CodesWith(int decimals) =>
        Currencies.All.Where(currency => currency.Decimals == decimals).Select(currency => currency.Code).Order(StringComparer.Ordinal);

    private static IEnumerable<string> CodesIn(string script, string name) =>
        Regex.Match(script, $"{name} = \"([a-z ]+)\"").Groups[1].Value.Split(' ').Order(StringComparer.Ordinal);

    [GeneratedRegex(@"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|localStorage|document\.cookie|https?://(?!www\.w3\.org/2000/svg)")]
    private static partial Regex Dangers();

    [GeneratedRegex(@"<script(?![^>]*\bsrc=)|\son\w+=|\sstyle=|<style|https?://")]
    private static partial Regex InlineCode();
}
