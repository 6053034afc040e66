using Acp.Gateway.Pages;
using Acp.Gateway.Rendering;
using Acp.Orders;
using Acp.Pricing;
using static Acp.Gateway.Pages.Html;

namespace Acp.Gateway.Orders;

/// <summary>An order for the one who bought it.</summary>
internal sealed class OrderPage(MerchantOptions merchant)
{
    public byte[] Of(OrderSnapshot order) => PageFrame.Around(
        $"Order {order.Number} - {merchant.Name}",
        Html.Of($"""
            <header>
            <p class="soft"><bdi>{merchant.Name}</bdi></p>
            <h1>Order <bdi>{order.Number}</bdi></h1>
            <p class="status">{OrderSentences.Of(order.Status)}</p>
            <p class="soft">Placed <time datetime="{Machine(order.PlacedAt)}">{OrderSentences.Moment(order.PlacedAt)}</time></p>
            </header>
            <main>
            {Lines(order)}
            {Sums(order)}
            {Way(order)}
            {Changes(order)}
            {Help()}
            </main>
            {Links()}
            """));

    public byte[] Missing() => Plain("No such order", "There is no order at this address. The link may be incomplete: it has to be opened as it was sent.");

    public byte[] Unavailable() => Plain("Not now", "The order cannot be shown at the moment. Nothing has happened to it; try again in a minute.");

    private byte[] Plain(string title, string text) => PageFrame.Around(
        $"{title} - {merchant.Name}",
        Html.Of($"""
            <header><p class="soft"><bdi>{merchant.Name}</bdi></p><h1>{title}</h1></header>
            <main><section><p>{text}</p></section>{Help()}</main>
            """));

    private static Html Lines(OrderSnapshot order) => Html.Of($"""
        <section aria-labelledby="items"><h2 id="items">Items</h2>
        <ul>{All(order.Lines.Select(line => Line(line, order.Currency)))}</ul></section>
        """);

    private static Html Line(OrderLine line, string currency) => Html.Of($"""
        <li class="row"><div><h3><bdi>{line.Quoted.Line.Product.Name}</bdi></h3>
        <p class="soft">Quantity {line.Ordered}{If(OrderSentences.Of(line), text => Html.Of($" · {text}"))}</p></div>
        <span class="money">{OrderSentences.Money(line.Quoted.Subtotal, currency)}</span></li>
        """);

    private static Html Sums(OrderSnapshot order) => Html.Of($"""
        <section aria-labelledby="sums"><h2 id="sums">Total</h2><dl>
        {All(order.Totals.Where(IsWorthALine).Select(total => Sum(total.DisplayText, Signed(total, order.Currency), total.Type == TotalType.Total)))}
        {If(order.Refunded > 0 ? order : null, it => Sum("Refunded", "-" + OrderSentences.Money(it.Refunded, it.Currency), isTotal: false))}
        </dl></section>
        """);

    private static Html Sum(string name, string amount, bool isTotal) =>
        Html.Of($"""<div class="{(isTotal ? "sum" : "part")}"><dt>{name}</dt><dd>{amount}</dd></div>""");

    private static bool IsWorthALine(TotalLine total) => total.Amount != 0 || total.Type is TotalType.Total or TotalType.Subtotal;

    private static string Signed(TotalLine total, string currency) =>
        (total.Type is TotalType.ItemsDiscount or TotalType.Discount ? "-" : "") + OrderSentences.Money(total.Amount, currency);

    private static Html Way(OrderSnapshot order) => Html.Of($"""
        <section aria-labelledby="way"><h2 id="way">Delivery</h2>
        {All(order.Chosen.Select(Chosen))}
        {If(OrderSentences.Town(order.Recipient?.Address), town => Html.Of($"""<p class="soft">To <bdi>{town}</bdi></p>"""))}
        {All(order.Fulfillments.Select(one => OrderParcel.Show(one, order.Lines)))}
        </section>
        """);

    private static Html Chosen(FulfillmentOption option) => Html.Of($"""
        <p><bdi>{option.Title}</bdi>{If(EstimatedDelivery.Of([option]), estimate => Html.Of($", {OrderParcel.Expected(estimate)}"))}{If(option.Pickup, at => Html.Of($", at <bdi>{at.LocationName}</bdi>"))}</p>
        """);

    private static Html Changes(OrderSnapshot order) => If(order.Adjustments.Count > 0 ? order : null, it => Html.Of($"""
        <section aria-labelledby="changes"><h2 id="changes">Refunds and changes</h2>
        <ul>{All(it.Adjustments.Select(one => Change(one, it.Currency)))}</ul></section>
        """));

    private static Html Change(OrderAdjustment one, string currency) => Html.Of($"""
        <li class="row"><div><h3>{OrderSentences.Of(one.Kind)}, {OrderSentences.Of(one.Status)}</h3>
        <p class="soft"><time datetime="{Machine(one.OccurredAt)}">{OrderSentences.Moment(one.OccurredAt)}</time>{If(one.Description, text => Html.Of($" · <bdi>{text}</bdi>"))}</p></div>
        {If(one.Amount is { } amount ? OrderSentences.Money(amount, currency) : null, text => Html.Of($"""<span class="money">{text}</span>"""))}</li>
        """);

    private Html Help() => If(merchant.Support, support => Html.Of($"""
        <section aria-labelledby="help"><h2 id="help">Help</h2><ul>
        {If(support.Email, it => Html.Of($"""<li>E-mail: <a href="mailto:{it}">{it}</a></li>"""))}
        {If(support.Phone, it => Html.Of($"<li>Phone: {it}</li>"))}
        {If(support.Hours, it => Html.Of($"<li>Hours: {it}</li>"))}
        {If(WebAddress.Of(support.HelpCenterUrl), it => Html.Of($"""<li><a href="{it}">Help center</a></li>"""))}
        </ul></section>
        """));

    private Html Links() => If(merchant.Links.Count > 0 ? merchant : null, it => Html.Of($"""
        <footer><ul>{All(it.Links.Select(link => Html.Of($"""<li><a href="{link.Url}">{link.Title ?? Named(link.Type)}</a></li>""")))}</ul></footer>
        """));

    private static string Named(string type) => char.ToUpperInvariant(type[0]) + type[1..].Replace('_', ' ');

    private static string Machine(DateTimeOffset time) => OrderParcel.Machine(time);
}
