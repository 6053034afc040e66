using System.Globalization;
using Acp.CheckoutSessions;
using Acp.Gateway.Pages;
using Acp.Pricing;

namespace Acp.Gateway.Pay;

/// <summary>What is bought and what it costs.</summary>
internal static class Sums
{
    /// <returns>What a payment collects, such as <c>57.97 USD</c>.</returns>
    public static string Text(CheckoutSessionView session) => Money(session, session.Quote.Total);

    public static Html Of(CheckoutSessionView session) => Html.Of($"""
        <table>
        <tbody>{Html.All(session.Quote.Lines.Select(line => Row(session, line)))}</tbody>
        <tbody>{Html.All(Shown(session.Quote).Select(total => Row(session, total)))}</tbody>
        </table>
        """);

    // What the lines come to is said once; where nothing is taken off, the sum before and after it is one.
    private static IEnumerable<TotalLine> Shown(Quote quote) => quote.Totals.Where(total =>
        total.Type != TotalType.ItemsBaseAmount && (total.Type != TotalType.ItemsDiscount || total.Amount > 0));

    private static Html Row(CheckoutSessionView session, QuotedLine line) => Html.Of($"""
        <tr><th scope="row">{line.Line.Product.Name}{Each(session, line.Line)}</th><td>{Money(session, line.BaseAmount)}</td></tr>
        """);

    private static Html Each(CheckoutSessionView session, CartLine line) => line.Quantity == 1
        ? Html.Nothing
        : Html.Of($"<small>{line.Quantity} × {Money(session, line.Product.UnitAmount)}</small>");

    private static Html Row(CheckoutSessionView session, TotalLine total) => Html.Of($"""
        <tr{(total.Type == TotalType.Total ? Html.Of($""" class="sum" """) : Html.Nothing)}><th scope="row">{total.DisplayText}</th><td>{Sign(total)}{Money(session, total.Amount)}</td></tr>
        """);

    // A discount's amount is what it takes off.
    private static string Sign(TotalLine total) => total.Type is TotalType.ItemsDiscount or TotalType.Discount ? "−" : "";

    private static string Money(CheckoutSessionView session, long minor) =>
        Currencies.Find(session.Currency)?.Text(minor) ?? string.Create(CultureInfo.InvariantCulture, $"{minor} {session.Currency}");
}

/// <summary>What the law wants to be told before the button.</summary>
internal static class Disclosures
{
    // Markdown is shown as it is written: it is made to be read that way.
    public static Html Of(CheckoutSessionView session) => Html.All(session.Quote.Lines
        .SelectMany(line => line.Line.Product.Disclosures.Select(told => (line.Line.Product.Name, told.Content)))
        .Distinct()
        .Select(told => Html.Of($"""<section class="note"><strong>{told.Name}</strong><p class="told">{told.Content}</p></section>""")));
}

internal static class Times
{
    /// <summary>In universal time, because nothing tells where the browser is.</summary>
    public static Html Of(DateTimeOffset at) => Html.Of(
        $"""<time datetime="{Format(at, "yyyy-MM-dd'T'HH:mm:ss'Z'")}">{Format(at, "d MMMM yyyy, HH:mm")} UTC</time>""");

    private static string Format(DateTimeOffset at, string form) => at.UtcDateTime.ToString(form, CultureInfo.InvariantCulture);
}
