using System.Globalization;
using Acp.Gateway.Pages;
using Acp.Gateway.Rendering;
using Acp.Orders;
using static Acp.Gateway.Pages.Html;

namespace Acp.Gateway.Orders;

/// <summary>One parcel, pickup or download on the page, and what happened to it.</summary>
internal static class OrderParcel
{
    public static Html Show(OrderFulfillment one, IReadOnlyList<OrderLine> lines) => Html.Of($"""
        <div class="card"><h3>{OrderSentences.Of(one.Dispatch.Channel)}: {OrderSentences.Of(one.Status)}</h3>
        <p class="soft">{All(one.Lines.Select(part => Part(part, lines)))}</p>
        {Carriage(one.Dispatch)}
        {If(EstimatedDelivery.Of(one.Dispatch), estimate => Html.Of($"<p>Expected {Expected(estimate)}</p>"))}
        {If(Download(one.Dispatch), url => Html.Of($"""<p><a href="{url}">Open the download</a></p>"""))}
        <ol class="course">{All(one.Events.Select(Event))}</ol></div>
        """);

    public static Html Expected(EstimatedDelivery estimate) => OrderSentences.Day(estimate.Earliest) == OrderSentences.Day(estimate.Latest)
        ? Html.Of($"""<time datetime="{Machine(estimate.Latest)}">{OrderSentences.Day(estimate.Latest)}</time>""")
        : Html.Of($"""<time datetime="{Machine(estimate.Earliest)}">{OrderSentences.Day(estimate.Earliest)}</time> to <time datetime="{Machine(estimate.Latest)}">{OrderSentences.Day(estimate.Latest)}</time>""");

    public static string Machine(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private static Html Part(LineQuantity part, IReadOnlyList<OrderLine> lines) =>
        Html.Of($"<span>{part.Quantity} × <bdi>{lines.FirstOrDefault(line => line.Id == part.LineId)?.Quoted.Line.Product.Name}</bdi></span> ");

    private static Html Carriage(Dispatch dispatch) => (dispatch.Carrier, dispatch.TrackingNumber, WebAddress.Of(dispatch.TrackingUrl)) switch
    {
        (null, null, null) => Nothing,
        var (carrier, number, url) => Html.Of($"""
            <p><bdi>{carrier}</bdi> {(url is null ? Html.Of($"<bdi>{number}</bdi>") : Html.Of($"""<a href="{url}" rel="noreferrer">Track it<bdi>{(number is null ? "" : ": " + number)}</bdi></a>"""))}</p>
            """),
    };

    private static string? Download(Dispatch dispatch) =>
        dispatch.Channel == FulfillmentChannel.Digital ? WebAddress.Of(dispatch.AccessUrl) : null;

    private static Html Event(FulfillmentEvent one) => Html.Of($"""
        <li>{OrderSentences.Of(one.Status)}{If(one.Location, at => Html.Of($", <bdi>{at}</bdi>"))}
        <span class="soft"><time datetime="{Machine(one.OccurredAt)}">{OrderSentences.Moment(one.OccurredAt)}</time>{If(one.Description, text => Html.Of($" · <bdi>{text}</bdi>"))}</span></li>
        """);
}
