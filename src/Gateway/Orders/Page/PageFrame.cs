using System.Security.Cryptography;
using System.Text;
using Acp.Gateway.Pages;

namespace Acp.Gateway.Orders;

/// <summary>What every page about an order has around it: readable on a phone, by day and by night, and without a script.</summary>
internal static class PageFrame
{
    public const string MediaType = "text/html; charset=utf-8";

    private const string Style = """
        :root{color-scheme:light dark;--ground:#f6f6f4;--card:#fff;--ink:#1d1f24;--soft:#5b616e;--line:#e1e2e0;--accent:#0b5f4a}
        @media (prefers-color-scheme:dark){:root{--ground:#131517;--card:#1c1f22;--ink:#eceeee;--soft:#a9b0b6;--line:#34393d;--accent:#6fd6b5}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
        header,main,footer{max-width:44rem;margin:0 auto;padding:1.25rem 1rem;overflow-wrap:anywhere}
        header{padding-bottom:0}
        main{padding-top:.75rem;display:grid;gap:1rem}
        section{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:1.1rem 1.25rem;min-width:0}
        h1{font-size:1.6rem;line-height:1.25;margin:.2rem 0}
        h2{font-size:1.1rem;margin:0 0 .6rem}
        h3{font-size:1rem;margin:0}
        p{margin:.25rem 0}
        .soft{color:var(--soft);font-size:.92rem}
        .status{font-size:1.1rem;font-weight:600}
        ul,ol,dl{list-style:none;margin:0;padding:0}
        li.row,dl div{display:flex;justify-content:space-between;gap:1rem;padding:.55rem 0;border-top:1px solid var(--line)}
        li.row:first-child,dl div:first-child{border-top:0}
        li.row>div{min-width:0}
        dt,dd{margin:0}
        .money,dd{white-space:nowrap;text-align:right;font-variant-numeric:tabular-nums}
        .sum{font-weight:650}
        .card{border-top:1px solid var(--line);margin-top:.9rem;padding-top:.9rem}
        ol.course{margin-top:.5rem;border-left:2px solid var(--line);padding-left:.9rem}
        ol.course li{padding:.2rem 0}
        a{color:var(--accent)}
        :focus-visible{outline:3px solid var(--accent);outline-offset:2px}
        footer ul{display:flex;flex-wrap:wrap;gap:.3rem 1.2rem}
        @media print{body{background:#fff}section{break-inside:avoid}}
        """;

    /// <summary>Nothing may be loaded or run but this style: what a name smuggles in stays dead.</summary>
    public static string Policy { get; } =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static byte[] Around(string title, Html content)
    {
        var head = Html.Of($"""
            <title>{title}</title>
            """);
        return Encoding.UTF8.GetBytes($"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="robots" content="noindex">
            {head}
            <style>{Style}</style>
            </head>
            <body>
            {content}
            </body>
            </html>

            """.ReplaceLineEndings("\n"));
    }
}
