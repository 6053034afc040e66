using System.Security.Cryptography;
using System.Text;

namespace Acp.Gateway.Pages;

/// <summary>How every page looks: light or dark, on a phone or a desk. In the page itself, so that it needs no second request.</summary>
internal static class PageStyle
{
    private const string Sheet = """
        :root{color-scheme:light dark;--ground:#f6f7f9;--card:#fff;--ink:#191f2b;--soft:#566074;--line:#e0e4eb;--accent:#0b6b4f;--on:#fff;--note:#eef4ff;--bad:#a3231b}
        @media (prefers-color-scheme:dark){:root{--ground:#11141a;--card:#1a1f29;--ink:#e9ecf2;--soft:#a2acbd;--line:#323947;--accent:#5fd3ab;--on:#0d1512;--note:#1f2a3d;--bad:#ff9d94}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--ground);color:var(--ink);font:1rem/1.55 system-ui,sans-serif}
        header,main,footer{max-width:38rem;margin:0 auto;padding:0 1rem}
        header p{font-weight:650;margin:1.5rem 0 1rem}
        main{background:var(--card);border:1px solid var(--line);border-radius:14px;padding:1.5rem;margin-bottom:2rem}
        @media (max-width:39rem){main{border-radius:0;border-width:1px 0}}
        h1{font-size:1.5rem;line-height:1.25;margin:0 0 .6rem}
        h2{font-size:1.05rem;margin:1.6rem 0 .3rem}
        p{margin:.5rem 0}
        .soft,small{color:var(--soft)}
        small{display:block}
        table{width:100%;border-collapse:collapse;margin:1.1rem 0}
        th,td{text-align:left;font-weight:400;padding:.55rem 0;border-top:1px solid var(--line);vertical-align:top;overflow-wrap:anywhere}
        td{text-align:right;white-space:nowrap;padding-left:1rem;font-variant-numeric:tabular-nums}
        tr.sum th,tr.sum td{font-weight:700;font-size:1.15rem}
        .go{display:block;width:100%;font:inherit;font-weight:650;text-align:center;text-decoration:none;padding:.85rem;border:0;border-radius:10px;background:var(--accent);color:var(--on);cursor:pointer}
        .note{background:var(--note);border-radius:10px;padding:.8rem 1rem;margin:1rem 0}
        .bad{color:var(--bad);font-weight:600}
        .told{white-space:pre-line}
        ul{padding-left:1.2rem}
        nav{margin-top:1.5rem;font-size:.92rem}
        nav a{margin-right:1rem}
        a{color:var(--accent)}
        :focus-visible{outline:3px solid var(--accent);outline-offset:3px}
        """;

    public static Html Element { get; } = Html.Of($"<style>{Html.Trusted(Sheet)}</style>");

    /// <summary>As a policy names it.</summary>
    public static string Source { get; } = $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Sheet)))}'";
}
