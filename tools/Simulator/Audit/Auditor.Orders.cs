using Acp.Orders;
using Acp.Store;

namespace Acp.Simulation;

/// <summary>Orders: what is written of them, what the merchant's people are told, and what they read.</summary>
internal sealed partial class Auditor
{
    private readonly Dictionary<string, OrderBook> orders = [];
    private readonly Dictionary<string, string> madeUnder = [];

    /// <summary>Mugs that were sold and canceled again.</summary>
    private long mugsBack;

    public IReadOnlyList<string> LinesOf(string order) => [.. orders[order].Lines.Select(line => line.Id)];

    public IReadOnlyList<string> FulfillmentsOf(string order) => [.. orders[order].Now().Parcels];

    /// <summary>Somebody read an order.</summary>
    public void Looked(string order, OrderSnapshot seen) => Compare(order, seen, "who looked at it");

    /// <summary>The merchant was told what became of a command.</summary>
    public void Told(Instruction instruction, OrderAnswer answer)
    {
        switch (answer)
        {
            case OrderAnswer.NotFound:
                Report(Invariant.OneOrderPerSession, $"{instruction.Order} was not found.");
                break;
            case var _ when instruction.Command is OrderCommand.Refund:
                ToldOfRefund(instruction, answer);
                break;
        }

        switch (answer)
        {
            case OrderAnswer.Done done when instruction.Call.Key is { } key:
                DoneUnder(key, instruction, done.Id);
                break;
        }
    }

    private void DoneUnder(string key, Instruction instruction, string? made)
    {
        var written = orders[instruction.Order].Keys.Where(done => done.Key == key).ToList();
        if (written.Count != 1 || written[0].Made != made)
        {
            Report(Invariant.OneKeyOneCommand, $"{instruction} was answered with {made ?? "nothing"}; written down under the key are [{string.Join(", ", written.Select(done => done.Made ?? "nothing"))}].");
        }
    }

    private void ChangedOrder(SimProcess process, StateChange change, Unit unit)
    {
        var book = OrderBook.Read(change.State);
        var before = orders.GetValueOrDefault(book.Id);
        if (before is null)
        {
            Placed(book, unit);
        }
        else
        {
            Continued(before, book);
        }

        ChangedMoney(process, book, before);

        orders[book.Id] = book;
        var tale = book.Now();
        if (tale.OutOfBounds is { } line)
        {
            Report(Invariant.QuantitiesAddUp, $"{book.Id} has {line}.");
        }

        mugsBack = orders.Values.Sum(order => order.Now().Lines.Where(it => it.Product == SimPricing.Mug).Sum(it => (long)(it.Ordered - it.Current)));
    }

    private void Placed(OrderBook book, Unit unit)
    {
        var session = unit.States.Exists(change => change.Key == $"session/{book.Session}") ? sessions.GetValueOrDefault(book.Session) : null;
        if (session is not { Payment: "charged" } || session.Order != book.Id || session.Platform != book.Platform)
        {
            Report(Invariant.OneOrderPerSession, $"{book.Id} was placed by a unit that does not complete {book.Session} with it.");
        }
        else if (book.Entries.Count > 0 || book.Charged != session.Total || orders.Values.Any(order => order.Session == book.Session))
        {
            Report(Invariant.OneOrderPerSession, $"{book.Id} of {book.Session} was placed for {book.Charged} with {book.Entries.Count} entries, which is not its first order for {session.Total}.");
        }

        world.Clerks.Meet(book.Id);
    }

    // A session that is completed brings its order in the same unit.
    private void Completed(SessionBook session, Unit unit)
    {
        if (!unit.States.Exists(change => change.Key == $"order/{session.Order}"))
        {
            Report(Invariant.OneOrderPerSession, $"{session.Id} was completed without its order {session.Order ?? "at all"}.");
        }
    }

    private void Continued(OrderBook before, OrderBook book)
    {
        if (book.Placed != before.Placed || book.Entries.Count < before.Entries.Count || !book.Entries.Take(before.Entries.Count).SequenceEqual(before.Entries))
        {
            Report(Invariant.EntriesAreForEver, $"{book.Id} had {before.Entries.Count} entries and has {book.Entries.Count}, and they are not the same.");
        }

        foreach (var entry in book.Entries.Skip(before.Entries.Count).Where(entry => !IsOfMoney(entry)))
        {
            MadeUnder(Scope.Current.Instruction?.Call.Key, entry);
        }
    }

    // What becomes of money is written down by whoever hears of it.
    private static bool IsOfMoney(string entry) => entry.Contains("refund_changed", StringComparison.Ordinal) || entry.Contains("dispute_changed", StringComparison.Ordinal);

    private void MadeUnder(string? key, string made)
    {
        if (key is not null && !madeUnder.TryAdd(key, made))
        {
            Report(Invariant.OneKeyOneCommand, $"{key} made {madeUnder[key]}, and {made}.");
        }
    }

    /// <summary>What the product makes of an order must be what we make of its entries.</summary>
    private void Compare(string order, OrderSnapshot seen, string whom)
    {
        if (orders.GetValueOrDefault(order) is not { } book || seen.Sequence < 1 || seen.Sequence > book.Sequence)
        {
            Report(Invariant.OrdersAreTheirEntries, $"{whom} was shown {order} at {seen.Sequence}, which nobody has written.");
            return;
        }

        var tale = book.At(seen.Sequence);
        var (told, shown) = (Spelled(tale), Spelled(seen));
        if (told != shown || seen.Charged != book.Charged || seen.Id != order || seen.Platform != book.Platform)
        {
            Report(Invariant.OrdersAreTheirEntries, $"{whom} was shown {order} at {seen.Sequence} as {shown}; its entries tell {told}.");
        }
    }

    private static string Spelled(OrderTale tale) =>
        $"{tale.Status}, {tale.Refunded} refunded, {string.Join(", ", tale.Lines.Select(line => $"{line.Id} {line.Ordered}/{line.Current}/{line.Left}"))}";

    private static string Spelled(OrderSnapshot order) =>
        $"{order.Status}, {order.Refunded} refunded, {string.Join(", ", order.Lines.Select(line => $"{line.Id} {line.Ordered}/{line.Current}/{line.Fulfilled}"))}";
}
