using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Acp.Fakes;

/// <summary>The hosted page for a browser. It says plainly that it is no real one.</summary>
internal static class PageHtml
{
    public const string MediaType = "text/html; charset=utf-8";

    private const string Style = """
        :root{color-scheme:light dark;--ground:#f4f5f8;--card:#fff;--ink:#1b2333;--soft:#5a6478;--line:#dfe3ea;--accent:#4f46e5;--on:#fff;--warn:#fff4d6;--warnink:#5c4300;--bad:#b3261e}
        @media (prefers-color-scheme:dark){:root{--ground:#12151c;--card:#1b202b;--ink:#e8ebf2;--soft:#a3adc0;--line:#323a4a;--accent:#8b85ff;--on:#12151c;--warn:#3a2f10;--warnink:#ffe2a0;--bad:#ff9a91}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
        .fake{margin:0;padding:.6rem 1rem;background:var(--warn);color:var(--warnink);text-align:center;font-size:.9rem}
        main{max-width:58rem;margin:0 auto;padding:2rem 1rem;display:grid;gap:1.5rem;grid-template-columns:repeat(auto-fit,minmax(min(100%,20rem),1fr));align-items:start}
        section{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:1.5rem;min-width:0}
        h1{font-size:1rem;font-weight:500;color:var(--soft);margin:0}
        h2{font-size:1.15rem;margin:0 0 1rem}
        .sum{font-size:2.1rem;font-weight:650;margin:.1rem 0 1.2rem;letter-spacing:-.02em}
        table{width:100%;border-collapse:collapse}
        th,td{text-align:left;font-weight:400;padding:.55rem 0;border-top:1px solid var(--line);vertical-align:top;overflow-wrap:anywhere}
        td{text-align:right;white-space:nowrap;padding-left:1rem;font-variant-numeric:tabular-nums}
        small{display:block;color:var(--soft)}
        tfoot th,tfoot td{font-weight:650}
        fieldset{border:0;padding:0;margin:0}
        legend{padding:0;margin-bottom:.5rem;color:var(--soft)}
        label{display:flex;gap:.7rem;align-items:baseline;padding:.6rem .7rem;border:1px solid var(--line);border-radius:8px;margin-bottom:.5rem;cursor:pointer}
        label:has(:checked){border-color:var(--accent);box-shadow:inset 0 0 0 1px var(--accent)}
        input{accent-color:var(--accent)}
        button{width:100%;font:inherit;font-weight:600;padding:.8rem;margin-top:.6rem;border:1px solid var(--accent);border-radius:8px;background:var(--accent);color:var(--on);cursor:pointer}
        button.second{background:none;color:var(--accent)}
        :focus-visible{outline:3px solid var(--accent);outline-offset:2px}
        a{color:var(--accent)}
        .back{display:inline-block;margin-top:1.2rem}
        .problem{color:var(--bad);font-weight:600;margin:0 0 1rem}
        """;

    /// <summary>No script and no address but its own style. Where the form leads is left open: a paid page goes on to any shop.</summary>
    public static readonly string Policy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; base-uri 'none'; frame-ancestors 'none'";

    /// <param name="address">Of the page itself.</param>
    /// <param name="success">Where a paid page leads.</param>
    public static byte[] Of(CheckoutPage page, string address, string success) => Document($"Pay {Money(page)} (fake)", $"""
        <main>
        <section aria-labelledby="total">
        <h1>To pay</h1><p class="sum" id="total">{Money(page)}</p>
        {Lines(page)}
        </section>
        <section aria-labelledby="what">
        {Choice(page, Text(address), success)}
        </section>
        </main>
        """);

    public static byte[] Missing() => Document("No such page (fake)", """
        <main><section><h2>No such page</h2><p>Nothing can be paid here. The link may be mistyped.</p></section></main>
        """);

    private static string Choice(CheckoutPage page, string address, string success) => (page.Status, page.Intent?.Status) switch
    {
        (CheckoutPage.Open, "requires_action") => Waiting(page, address, "Your bank asks whether it is you", "It is me", "It is not me"),
        (CheckoutPage.Complete, "processing") => Waiting(page, address, "The bank has not answered yet", "The bank pays", "The bank refuses"),
        (CheckoutPage.Open, _) => Form(page, address),
        (CheckoutPage.Expired, _) => $"<h2 id=\"what\">This page has expired</h2><p>Nothing was charged.</p>{Back(page)}",
        (_, "requires_payment_method") => $"<h2 id=\"what\">The bank refused</h2><p>Nothing was charged, and this page is over.</p>{Back(page)}",
        _ => $"<h2 id=\"what\">Paid</h2><p>Nothing more is to be done here.</p><a class=\"back\" href=\"{Text(success)}\">Back to the shop</a>",
    };

    private static string Form(CheckoutPage page, string address) => $"""
        <h2 id="what">Pay with a test card</h2>
        {Problem(page)}
        <form method="post" action="{address}">
        {Cards(page)}
        <button>Pay {Money(page)}</button>
        </form>
        {Back(page)}
        """;

    private static string Waiting(CheckoutPage page, string address, string title, string yes, string no) => $"""
        <h2 id="what">{title}</h2>
        <p>In a test, you are the bank.</p>
        <form method="post" action="{address}">
        <button name="outcome" value="succeeded">{yes}</button>
        <button class="second" name="outcome" value="failed">{no}</button>
        </form>
        {(page.Status == CheckoutPage.Open ? Back(page) : "")}
        """;

    private static string Cards(CheckoutPage page) => page.Asked.Total == 0 ? "" : $"""
        <fieldset><legend>No real card works here.</legend>
        {string.Concat(TestCard.For(page).Select((card, i) =>
            $"""<label><input type="radio" name="card" value="{card.Name}"{(i == 0 ? " checked" : "")}><span>{card.Label}<small>{card.Effect}</small></span></label>"""))}
        </fieldset>
        """;

    private static string Problem(CheckoutPage page) =>
        page.Intent?.LastError is { } error ? $"<p class=\"problem\" role=\"alert\">{Text(error.Message)} Try another one.</p>" : "";

    private static string Back(CheckoutPage page) =>
        page.Asked.CancelUrl is { } url ? $"<a class=\"back\" href=\"{Text(url)}\">Back to the shop without paying</a>" : "";

    private static string Lines(CheckoutPage page) => $"""
        <table><tbody>
        {string.Concat(page.Asked.Lines.Select(line => Row(line, page.Asked.Currency)))}
        {(page.Asked.Shipped is { } shipped ? Row(shipped.Name, null, shipped.Amount, page.Asked.Currency) : "")}
        </tbody><tfoot>{Row("Total", null, page.Asked.Total, page.Asked.Currency)}</tfoot></table>
        """;

    private static string Row(CheckoutLine line, string currency)
    {
        var each = line.Quantity == 1 ? null : $"{line.Quantity} × {Amounts.Format(line.UnitAmount, currency)}";
        var details = string.Join(" · ", new[] { each, line.Description }.OfType<string>());
        return Row(line.Name, details.Length == 0 ? null : details, line.Amount, currency);
    }

    private static string Row(string name, string? detail, long amount, string currency) =>
        $"<tr><th scope=\"row\">{Text(name)}{(detail is null ? "" : $"<small>{Text(detail)}</small>")}</th><td>{Amounts.Format(amount, currency)}</td></tr>";

    private static string Money(CheckoutPage page) => Amounts.Format(page.Asked.Total, page.Asked.Currency);

    private static string Text(string text) => WebUtility.HtmlEncode(text);

    private static byte[] Document(string title, string body) => Encoding.UTF8.GetBytes($"""
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
        <meta name="robots" content="noindex"><title>{title}</title><style>{Style}</style></head>
        <body><p class="fake" role="note"><strong>Not Stripe.</strong> This is the fake page of a test. No money moves.</p>
        {body}
        </body></html>
        """);
}
