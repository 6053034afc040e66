using System.Globalization;
using System.Text;
using Acp.Gateway.Edge;

namespace Acp.Gateway.Pages;

/// <summary>What a browser is answered.</summary>
/// <param name="Title">Of the window, and told first by a screen reader.</param>
/// <param name="Shop">The merchant's name.</param>
/// <param name="Body">Of the element <c>main</c>.</param>
internal sealed record Page(int Status, string Title, string Shop, Html Body) : IResult
{
    /// <summary>Where it leads by itself, after a while.</summary>
    public Onward? Onward { get; init; }

    /// <summary>Origins beside our own that a form may lead to, as a policy lists them.</summary>
    public string FormsLeadTo { get; init; } = "";

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = Status;
        response.ContentType = "text/html; charset=utf-8";
        WriteHeaders(response.Headers);
        var bytes = Encoding.UTF8.GetBytes(Document().ToString());
        response.ContentLength = bytes.Length;
        if (!HttpMethods.IsHead(httpContext.Request.Method))
        {
            await response.Body.WriteAsync(bytes, httpContext.RequestAborted);
        }
    }

    // Nothing is fetched but the page: no script, no image, no frame.
    private void WriteHeaders(IHeaderDictionary headers)
    {
        SecurityHeaders.OnPage(headers, $"default-src 'none'; style-src {PageStyle.Source}; form-action {$"'self' {FormsLeadTo}".Trim()}; base-uri 'none'; frame-ancestors 'none'");
        if (Onward is { } onward)
        {
            headers["Refresh"] = string.Create(CultureInfo.InvariantCulture, $"{onward.Seconds}; url={onward.Path}");
        }
        else if (Status == StatusCodes.Status503ServiceUnavailable)
        {
            headers.RetryAfter = "5";
        }
    }

    private Html Document() => Html.Of($"""
        <!doctype html>
        <html lang="en">
        <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{Title} – {Shop}</title>{PageStyle.Element}</head>
        <body>
        <header><p>{Shop}</p></header>
        <main>
        {Body}
        </main>
        </body>
        </html>

        """);
}

/// <param name="Path">On this host; of letters that a header takes.</param>
internal sealed record Onward(int Seconds, string Path);

/// <summary>After a form: the browser looks there, and going back sends nothing again.</summary>
/// <param name="Address">Absolute, or relative to where it was sent.</param>
internal sealed record SeeOther(string Address) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
        SecurityHeaders.OnEvery(httpContext.Response.Headers);
        httpContext.Response.Headers.Location = Address;
        return Task.CompletedTask;
    }
}
