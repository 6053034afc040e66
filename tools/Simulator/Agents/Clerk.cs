using System.Globalization;
using Acp.Orders;

namespace Acp.Simulation;

/// <summary>A command that can be sent again as it was.</summary>
internal sealed record Instruction(string Order, OrderCall Call, OrderCommand Command)
{
    public override string ToString() => $"{Order} {Call.Fingerprint} under {Call.Key ?? "no key"}";
}

/// <summary>
/// The merchant's people and systems at work on one order: they repeat themselves, give up waiting, send a thing twice at
/// once, and use one key for two things.
/// </summary>
internal sealed class Clerk(World world, string order, int number)
{
    private const int MostTries = 4;
    private const int SendsTwiceOneIn = 4;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Impatience = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(40);

    private static readonly (int Weight, TimeSpan Longest)[] Pauses =
    [
        (5, TimeSpan.FromSeconds(2)), (2, TimeSpan.FromMinutes(15)), (1, TimeSpan.FromHours(30)),
    ];

    private static readonly string[] OwnIds = ["parcel1", "parcel2"];

    private static readonly FulfillmentStatus[] Reports =
    [
        FulfillmentStatus.InTransit, FulfillmentStatus.Delivered, FulfillmentStatus.Delivered, FulfillmentStatus.ReturnedToSender, FulfillmentStatus.Canceled,
    ];

    private readonly Chance chance = world.OrderPace.Chance;
    private readonly string name = $"clerk{number}";
    private readonly List<Instruction> given = [];
    private int keys;

    private enum Move
    {
        Confirm,
        Hold,
        Fulfill,
        Progress,
        Cancel,
        Note,
        Again,
        OtherUnderTheSameKey,
        Look,
        Redeliver,
        Refund,
        RefundElsewhere,
        Dispute,
        Sweep,
    }

    private static readonly (int Weight, Move Move)[] Moves =
    [
        (2, Move.Confirm), (2, Move.Hold), (6, Move.Fulfill), (4, Move.Progress), (3, Move.Cancel), (1, Move.Note),
        (3, Move.Again), (1, Move.OtherUnderTheSameKey), (1, Move.Look), (1, Move.Redeliver), (3, Move.Sweep),
    ];

    private static readonly (int Weight, Move Move)[] MovesOfMoney =
    [
        (10, Move.Refund), (3, Move.Again), (1, Move.OtherUnderTheSameKey), (2, Move.RefundElsewhere), (2, Move.Dispute),
        (1, Move.Fulfill), (1, Move.Cancel), (1, Move.Look), (3, Move.Sweep),
    ];

    public async Task Live()
    {
        for (var move = 0; move < world.OrderPace.Moves; move++)
        {
            await world.Delay(chance.UpTo(chance.OneIn(2) ? Soon : chance.Weighted(Pauses)));
            await Do(chance.Weighted(world.OrderPace.MovesMoney ? MovesOfMoney : Moves));
        }
    }

    /// <summary>Half of the time by hand; else the order goes on, which is told with all that came before it.</summary>
    public Task Revive(string endpoint) => chance.OneIn(2)
        ? Redeliver(endpoint)
        : Send(Of("another hold", new OrderCommand.HoldForReview("is anybody there?")));

    private Task Do(Move move) => move switch
    {
        Move.Confirm => Insist(Of("confirm", new OrderCommand.Confirm())),
        Move.Hold => Insist(Of("hold", new OrderCommand.HoldForReview("a look"))),
        Move.Fulfill => Insist(Fulfill()),
        Move.Progress => Progress(),
        Move.Cancel => Insist(Cancel()),
        Move.Note => Insist(Of("note", new OrderCommand.Note("seen"))),
        Move.Again when given.Count > 0 => Send(chance.Of(given)),
        Move.OtherUnderTheSameKey when given.Count > 0 => Send(Cancel() with { Call = Call("another", chance.Of(given).Call.Key) }),
        Move.Look => Look(),
        Move.Refund => Insist(Refund()),
        Move.RefundElsewhere when world.Auditor.PaymentOf(order) is { } payment => world.Aftermath.RefundElsewhere(payment.Intent, payment.Charged),
        Move.Dispute when world.Auditor.PaymentOf(order) is { } payment => Dispute(payment.Intent),
        Move.Redeliver when world.Receivers.All.Count > 0 => Redeliver(chance.Of(world.Receivers.Names)),
        _ => Sweep(),
    };

    private Instruction Fulfill()
    {
        var (quantity, id) = (chance.OneIn(2) ? 1 : 0, chance.OneIn(2) ? null : chance.Of(OwnIds));
        var channel = chance.Of([FulfillmentChannel.Shipping, FulfillmentChannel.Shipping, FulfillmentChannel.Pickup, FulfillmentChannel.Digital]);
        var dispatch = new Dispatch(channel, Carrier: null, TrackingNumber: null, TrackingUrl: null, EarliestDelivery: null, LatestDelivery: null, AccessUrl: null, Description: null);
        return Of($"fulfill {id ?? "what is drawn"}: {Told(quantity)} by {channel}", new OrderCommand.Fulfill(id, Some(quantity), dispatch));
    }

    private async Task Progress()
    {
        if (world.Auditor.FulfillmentsOf(order) is { Count: > 0 } known)
        {
            var (id, status) = (chance.Of(known), chance.Of(Reports));
            await Insist(Of($"{id} is {status}", new OrderCommand.Progress(id, status, Description: null, Location: null), isKeyed: chance.OneIn(2)));
        }
    }

    private Instruction Cancel()
    {
        var quantity = chance.OneIn(2) ? 1 : 0;
        return Of($"cancel {Told(quantity)}", new OrderCommand.Cancel(Some(quantity), "unwanted"));
    }

    private Instruction Refund()
    {
        var amount = chance.OneIn(3) ? (long?)null : chance.Of([1L, 100, 250, 300, 500]);
        var quantity = chance.OneIn(3) ? 1 : 0;
        var isOwner = chance.OneIn(5);
        var command = new OrderCommand.Refund(amount, Some(quantity), RefundReason.RequestedByCustomer, Description: null, Overrule: isOwner);
        var what = string.Create(CultureInfo.InvariantCulture, $"refund {amount?.ToString(CultureInfo.InvariantCulture) ?? "all"}{(quantity == 0 ? "" : " for one")}{(isOwner ? ", whatever the bank does" : "")}");
        return new Instruction(order, new OrderCall(name, NewKey(), what, isOwner), command);
    }

    // The shopper does not wait for the merchant's people.
    private Task Dispute(string intent)
    {
        world.Begin(() => world.Aftermath.Dispute(intent));
        return Task.CompletedTask;
    }

    /// <summary>Reads what everybody can read.</summary>
    private async Task Look() => world.Auditor.Looked(order, (await new OrderReader(world.Store).Load(order))!.Snapshot());

    private async Task Redeliver(string endpoint)
    {
        var id = $"{endpoint}/{order}";
        var from = chance.OneIn(2) ? (int?)null : 1 + chance.Below(3);
        var node = world.Cluster.Pick();
        world.Trace?.Say(name, $"asks {node?.Name ?? "a node that is down"} to send {id} again from {from?.ToString(CultureInfo.InvariantCulture) ?? "the newest"}");
        await world.Cluster.Ask<IDelivery, bool>(node, id, delivery => delivery.Redeliver(name, "wanted", from), Patience);
    }

    private Task Sweep()
    {
        if (world.Cluster.Pick() is { } node)
        {
            world.Trace?.Say(node.Name, "sweeps what is due");
            world.Cluster.Begin(node, node.SweepDue);
        }

        return Task.CompletedTask;
    }

    /// <summary>Sends it again while nobody says what became of it: mostly with the same key, or not.</summary>
    private async Task Insist(Instruction instruction)
    {
        given.Add(instruction);
        for (var tries = 1; tries < MostTries; tries++)
        {
            if (chance.OneIn(SendsTwiceOneIn))
            {
                var twin = instruction;
                world.Begin(() => Send(twin)); // A double click, or a system and its operator.
            }

            if (await Send(instruction) is OrderAnswer.Done or OrderAnswer.Refused or OrderAnswer.KeyReused or OrderAnswer.NotFound || chance.OneIn(4))
            {
                return;
            }

            await world.Delay(chance.OneIn(2) ? RetryAfter : chance.UpTo(RetryAfter * 4));
        }
    }

    private async Task<OrderAnswer?> Send(Instruction instruction)
    {
        var node = world.Cluster.Pick();
        world.Trace?.Say(name, $"asks {node?.Name ?? "a node that is down"}: {instruction}");
        var heard = await world.Cluster.Ask<IOrder, OrderAnswer>(node, order, it => Do(it, instruction), chance.OneIn(6) ? Impatience : Patience);
        world.Trace?.Say(name, $"hears of {instruction}: {(heard is Heard<OrderAnswer>.Answered { Answer: var told } ? told : heard.GetType().Name)}");
        if (heard is not Heard<OrderAnswer>.Answered { Answer: var answer })
        {
            return null;
        }

        world.Auditor.Told(instruction, answer);
        return answer;
    }

    private static async ValueTask<OrderAnswer> Do(IOrder it, Instruction instruction)
    {
        Scope.Enter(new Errand(instruction.Order, Key: null) { Instruction = instruction });
        return await it.Do(instruction.Call, instruction.Command);
    }

    private Instruction Of(string what, OrderCommand command, bool isKeyed = true) => new(order, Call(what, isKeyed ? NewKey() : null), command);

    private OrderCall Call(string what, string? key) => new(name, key, what);

    /// <param name="quantity">0: all that is left.</param>
    private IReadOnlyList<LineQuantity> Some(int quantity) => quantity == 0 ? [] : [new LineQuantity(chance.Of(world.Auditor.LinesOf(order)), quantity)];

    private static string Told(int quantity) => quantity == 0 ? "all" : quantity.ToString(CultureInfo.InvariantCulture);

    private string NewKey() => string.Create(CultureInfo.InvariantCulture, $"{order}-{name}-{++keys}");
}
