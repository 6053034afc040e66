using System.Globalization;

namespace Acp.Fakes;

/// <summary>The calls under <c>/_fake/events</c>: which events go to the webhook endpoints, when, how often and in which order.</summary>
internal static class EventControl
{
    private const int MostTimes = 100;

    public static async ValueTask<FakeAnswer.Reply> Handle(FakeStripe stripe, FakeRequest request) =>
        (request.Method, request.Segments()) switch
        {
            ("POST", ["_fake", "events", var id, "deliver"]) => await Deliver(stripe, id, request.AnyFields()),
            ("POST", ["_fake", "events", var id, "queue"]) => Queue(stripe, id, request.AnyFields()),
            _ => Route(stripe.Deliveries, request),
        };

    private static FakeAnswer.Reply Route(Deliveries deliveries, FakeRequest request) =>
        (request.Method, request.Segments()) switch
        {
            ("GET", ["_fake", "events"]) => Waiting(deliveries),
            ("POST", ["_fake", "events", "hold"]) => Control.Done(() => deliveries.Held = true),
            ("POST", ["_fake", "events", "release"]) => Control.Done(() => deliveries.Held = false),
            ("POST", ["_fake", "events", "copies"]) => Control.Done(() => deliveries.Copies = Number(request.AnyFields(), "n")),
            ("POST", ["_fake", "events", "order"]) => Control.Done(() => Order(deliveries, request.AnyFields())),
            ("DELETE", ["_fake", "events"]) => Control.Done(deliveries.DropAll),
            ("DELETE", ["_fake", "events", var id]) => Control.Json(200, new { dropped = deliveries.Drop(id) }),
            _ => Control.Json(404, new { error = "No such control call." }),
        };

    private static FakeAnswer.Reply Waiting(Deliveries deliveries) => Control.Json(200, new
    {
        deliveries.Held,
        Waiting = deliveries.Waiting.Select(it => new { it.Id, it.Type, Object = it.ObjectId, it.Session, it.Created }),
    });

    /// <summary>At once, whatever is held and whatever waits before it; so this is how to deliver late, again and out of order.</summary>
    private static async ValueTask<FakeAnswer.Reply> Deliver(FakeStripe stripe, string id, Dictionary<string, string> fields)
    {
        if (stripe.Deliveries.Sender is not { } send)
        {
            return Control.Json(400, new { error = "No webhook endpoint is configured." });
        }

        if (stripe.FindEvent(id) is not { } found)
        {
            return NoSuchEvent();
        }

        stripe.Deliveries.Drop(id);
        var deliveries = new List<FakeDelivery>();
        for (var left = Times(fields); left > 0; left--)
        {
            deliveries.AddRange(await send(found));
        }

        return Control.Json(200, new { deliveries });
    }

    /// <summary>Behind all that waits.</summary>
    private static FakeAnswer.Reply Queue(FakeStripe stripe, string id, Dictionary<string, string> fields)
    {
        if (stripe.FindEvent(id) is not { } found)
        {
            return NoSuchEvent();
        }

        for (var left = Times(fields); left > 0; left--)
        {
            stripe.Deliveries.Again(found);
        }

        return Control.Json(200, new { done = true });
    }

    private static void Order(Deliveries deliveries, Dictionary<string, string> fields)
    {
        if (fields.GetValueOrDefault("ids") is { } ids)
        {
            deliveries.Reorder(ids.Split(',', StringSplitOptions.TrimEntries));
        }
        else
        {
            deliveries.Reverse();
        }
    }

    private static FakeAnswer.Reply NoSuchEvent() => Control.Json(404, new { error = "No such event." });

    private static int Times(Dictionary<string, string> fields) => Math.Min(Number(fields, "times"), MostTimes);

    private static int Number(Dictionary<string, string> fields, string name) =>
        int.Parse(fields.GetValueOrDefault(name, "1"), NumberStyles.None, CultureInfo.InvariantCulture);
}
