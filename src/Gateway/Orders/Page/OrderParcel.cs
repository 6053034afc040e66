using System.Globalization;
using Acp.Gateway.Rendering;
using Acp.Orders;
using static Acp.Gateway.Orders.Markup;

namespace Acp.Gateway.Orders;

/// <summary>One parcel, pickup or download on the page, and what happened to it.</summary>
internal static class OrderParcel
{
    public static Markup Show(OrderFulfillment one, IReadOnlyList<OrderLine> lines) => Markup.Of($"""
        <div class="card"><h3>{OrderSentences.Of(one.Dispatch.Channel)}: {OrderSentences.Of(one.Status)}</h3>
        <p class="soft">{Each(one.Lines, part => Part(part, lines))}</p>
        {If(Carriage(one.Dispatch), text => Markup.Of($"<p>{text}</p>"))}
        {If(EstimatedDelivery.Of(one.Dispatch), estimate => Markup.Of($"<p>Expected {Expected(estimate)}</p>"))}
        {If(Download(one.Dispatch), url => Markup.Of($"""<p><a href="{url}">Open the download</a></p>"""))}
        <ol class="course">{Each(one.Events, Event)}</ol></div>
        """);

    public static Markup Expected(EstimatedDelivery estimate) => OrderSentences.Day(estimate.Earliest) == OrderSentences.Day(estimate.Latest)
        ? Markup.Of($"""<time datetime="{Machine(estimate.Latest)}">{OrderSentences.Day(estimate.Latest)}</time>""")
        : Markup.Of($"""<time datetime="{Machine(estimate.Earliest)}">{OrderSentences.Day(estimate.Earliest)}</time> to <time datetime="{Machine(estimate.Latest)}">{OrderSentences.Day(estimate.Latest)}</time>""");

    public static string Machine(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private static Markup Part(LineQuantity part, IReadOnlyList<OrderLine> lines) =>
        Markup.Of($"<span>{part.Quantity} × <bdi>{lines.FirstOrDefault(line => line.Id == part.LineId)?.Quoted.Line.Product.Name}</bdi></span> ");

    private static Markup? Carriage(Dispatch dispatch) => (dispatch.Carrier, dispatch.TrackingNumber, WebAddress.Of(dispatch.TrackingUrl)) switch
    {
        (null, null, null) => null,
        var (carrier, number, url) => Markup.Of($"""
            <bdi>{carrier}</bdi> {(url is null ? Markup.Of($"<bdi>{number}</bdi>") : Markup.Of($"""<a href="{url}" rel="noreferrer">Track it<bdi>{(number is null ? "" : ": " + number)}</bdi></a>"""))}
            """),
    };

    private static string? Download(Dispatch dispatch) =>
        dispatch.Channel == FulfillmentChannel.Digital ? WebAddress.Of(dispatch.AccessUrl) : null;

    private static Markup Event(FulfillmentEvent one) => Markup.Of($"""
        <li>{OrderSentences.Of(one.Status)}{If(one.Location, at => Markup.Of($", <bdi>{at}</bdi>"))}
        <span class="soft"><time datetime="{Machine(one.OccurredAt)}">{OrderSentences.Moment(one.OccurredAt)}</time>{If(one.Description, text => Markup.Of($" · <bdi>{text}</bdi>"))}</span></li>
        """);
}
