using System.Text;
using Acp.Deliveries;
using Acp.Store;

namespace Acp.Simulation;

/// <summary>What the endpoints are told of orders.</summary>
internal sealed partial class Auditor
{
    private static readonly TimeSpan GivesUpAfter = TimeSpan.FromDays(3);
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(2);

    private readonly Dictionary<(string Endpoint, string Order), DeliveryBook> deliveries = [];
    private readonly Dictionary<(string Endpoint, string Order), HeardBook> heard = [];
    private readonly Dictionary<(string Endpoint, string Order), int> owed = [];
    private DateTimeOffset sweepingSince;

    /// <summary>Those that were given up.</summary>
    public IReadOnlyList<(string Endpoint, string Order)> DeadDeliveries => [.. deliveries.Where(it => it.Value.IsDead).Select(it => it.Key)];

    /// <summary>Nothing fails any more, and somebody begins to wake what is due.</summary>
    public void Sweeping()
    {
        sweepingSince = world.Scheduler.Now;
        owed.Clear();
        foreach (var receiver in world.Receivers.All.Where(receiver => receiver.Temper == Temper.Sound))
        {
            foreach (var order in orders.Values.Where(order => due.TryGetValue($"delivery.{receiver.Name}/{order.Id}", out var at) && at <= sweepingSince))
            {
                owed[(receiver.Name, order.Id)] = order.Sequence;
            }
        }
    }

    /// <summary>A message came to an endpoint.</summary>
    public void Heard(Receiver receiver, OrderMessage message)
    {
        var order = message.Order;
        Compare(order.Id, order, receiver.Name);
        if (!world.Receivers.Of(order.Platform).Contains(receiver.Name))
        {
            Report(Invariant.OthersAreNotTold, $"{receiver.Name} was told of {order.Id}, which is {order.Platform}'s.");
        }

        if (message.Id != OrderMessage.IdOf(order.Id, order.Sequence))
        {
            Report(Invariant.MessagesNeverChange, $"The message {message.Id} tells of {order.Id} at {order.Sequence}.");
        }

        if (owed.TryGetValue((receiver.Name, order.Id), out var newest) && order.Sequence <= newest
            && !Had((receiver.Name, order.Id)).Has(order.Sequence) && owed.Remove((receiver.Name, order.Id)) && world.Scheduler.Now - sweepingSince > AtOnce)
        {
            Report(Invariant.DeadEndpointsDelayNobody, $"{receiver.Name} heard of {order.Id} {world.Scheduler.Now - sweepingSince} after it was claimed.");
        }

        Report(Had((receiver.Name, order.Id)).Hear(receiver.Name, order.Id, order.Sequence, Encoding.UTF8.GetString(StateCodec.Encode(order).Span)));
    }

    private void ChangedDelivery(StateChange change)
    {
        var book = DeliveryBook.Read(change.State);
        var key = (book.Endpoint, book.Order);
        deliveries[key] = book;
        var had = Had(key);
        foreach (var (from, _) in book.Skipped)
        {
            had.MayComeLate(from);
        }

        if (book.IsDead)
        {
            had.MayComeLate(book.Delivered + 1);
            if (world.Scheduler.Now - book.FailingSince < GivesUpAfter)
            {
                Report(Invariant.NoMessageIsLost, $"{key} was given up {world.Scheduler.Now - book.FailingSince} after its first failure.");
            }
        }

        for (var sequence = 1; sequence <= book.Delivered; sequence++)
        {
            if (!had.Has(sequence) && !book.Skipped.Any(range => range.From <= sequence && sequence <= range.To))
            {
                Report(Invariant.DeliveredMeansTaken, $"Message {sequence} of {book.Order} is written down as delivered to {book.Endpoint}, which never had it.");
            }
        }
    }

    private HeardBook Had((string Endpoint, string Order) key)
    {
        if (!heard.TryGetValue(key, out var book))
        {
            heard.Add(key, book = new HeardBook());
        }

        return book;
    }
}
