using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Acp.Deliveries;
using Acp.Orders;
using Acp.Store;

namespace Acp.Simulation.Tests;

/// <summary>What a store does to orders only.</summary>
internal abstract class OrdersStore(IStore inner) : PassingStore(inner)
{
    private static readonly JsonSerializerOptions AsItWas = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    protected static bool IsOrder(StateChange change) => change.Key.StartsWith("order/", StringComparison.Ordinal);

    protected static JsonNode Read(ReadOnlyMemory<byte> state) => JsonNode.Parse(state.Span)!;

    protected static ReadOnlyMemory<byte> Written(JsonNode state) => Encoding.UTF8.GetBytes(state.ToJsonString(AsItWas));

    protected static JsonArray Entries(JsonNode order) => order["entries"] as JsonArray ?? [];
}

internal sealed class PlacesOrdersOutsideTheUnit(IStore inner) : OrdersStore(inner)
{
    public override async ValueTask<Verdict> Commit(Unit unit)
    {
        if (unit.States.Find(change => IsOrder(change) && change.ExpectedVersion == 0) is not { } placed)
        {
            return await Inner.Commit(unit);
        }

        var verdict = await Inner.Commit(unit with { States = unit.States.Remove(placed) });
        if (verdict is Verdict.Committed)
        {
            await Inner.Commit(new Unit(Twin(unit.CommitId), unit.At) { States = [placed] });
        }

        return verdict;
    }
}

internal sealed class OverwritesOrders(IStore inner) : OrdersStore(inner)
{
    public override async ValueTask<Verdict> Commit(Unit unit)
    {
        var states = ImmutableList<StateChange>.Empty;
        foreach (var change in unit.States)
        {
            states = states.Add(IsOrder(change) ? change with { ExpectedVersion = (await Inner.Load(change.Key))?.Version ?? 0 } : change);
        }

        return await Inner.Commit(unit with { States = states });
    }
}

/// <summary>What lost its race is not decided anew, but added to what the winner wrote.</summary>
internal sealed class AddsToWhatTheWinnerWrote(IStore inner) : OrdersStore(inner)
{
    public override async ValueTask<Verdict> Commit(Unit unit)
    {
        var verdict = await Inner.Commit(unit);
        if (verdict is not Verdict.Conflict lost || unit.States.Find(change => change.Key == lost.Key && IsOrder(change)) is not { ExpectedVersion: > 0 } mine)
        {
            return verdict;
        }

        var theirs = (await Inner.Load(lost.Key))!;
        var (order, decided) = (Read(theirs.State), Read(mine.State));
        order["entries"] = new JsonArray([.. Entries(order).Append(Entries(decided).LastOrDefault()).OfType<JsonNode>().Select(entry => entry.DeepClone())]);
        var added = mine with { ExpectedVersion = theirs.Version, State = Written(order) };
        return await Inner.Commit(unit with { CommitId = Twin(unit.CommitId), States = unit.States.Replace(mine, added) });
    }
}

/// <summary>Nobody remembers which commands were carried out under which key.</summary>
internal sealed class ForgetsCommands(IStore inner) : OrdersStore(inner)
{
    public override ValueTask<Verdict> Commit(Unit unit) => Inner.Commit(
        unit with { States = [.. unit.States.Select(change => IsOrder(change) ? change with { State = Without(change.State) } : change)] });

    private static ReadOnlyMemory<byte> Without(ReadOnlyMemory<byte> state)
    {
        var order = Read(state);
        order.AsObject().Remove("commands");
        return Written(order);
    }
}

internal sealed class TakesAFailureForDelivered(IOrderHooks inner) : PassingHooks(inner)
{
    public override async ValueTask<SendOutcome> Send(string endpoint, OrderMessage message) =>
        await Inner.Send(endpoint, message) is var outcome and not SendOutcome.Failed { Status: null } ? outcome : new SendOutcome.Delivered(200);
}

/// <summary>The next does not wait for what failed, which is sent again beside it.</summary>
internal sealed class SendsAgainBesideTheNext(IOrderHooks inner) : PassingHooks(inner)
{
    public override async ValueTask<SendOutcome> Send(string endpoint, OrderMessage message)
    {
        if (await Inner.Send(endpoint, message) is SendOutcome.Failed)
        {
            _ = Again(endpoint, message);
        }

        return new SendOutcome.Delivered(200);
    }

    private async Task Again(string endpoint, OrderMessage message)
    {
        while (await Inner.Send(endpoint, message) is not SendOutcome.Delivered)
        {
        }
    }
}

internal sealed class TellsEverybody(IOrderHooks inner) : PassingHooks(inner)
{
    public override IReadOnlyList<string> EndpointsOf(string platform) => Endpoints;
}

/// <summary>Whoever sends waits for whoever sent before, to whichever endpoint.</summary>
internal sealed class HasOneConnection(IOrderHooks inner) : PassingHooks(inner)
{
    private Task last = Task.CompletedTask;

    public override async ValueTask<SendOutcome> Send(string endpoint, OrderMessage message)
    {
        var (before, mine) = (last, new TaskCompletionSource());
        last = mine.Task;
        await before;
        try
        {
            return await Inner.Send(endpoint, message);
        }
        finally
        {
            mine.SetResult();
        }
    }
}

/// <summary>A repeat shows the order as it has become.</summary>
internal sealed class ShowsTheNewest(IOrderHooks inner) : PassingHooks(inner)
{
    private readonly Dictionary<string, OrderSnapshot> newest = [];

    public override ValueTask<SendOutcome> Send(string endpoint, OrderMessage message)
    {
        if (newest.GetValueOrDefault(message.Order.Id) is not { } known || known.Sequence < message.Order.Sequence)
        {
            newest[message.Order.Id] = known = message.Order;
        }

        return Inner.Send(endpoint, message with { Order = known with { Sequence = message.Order.Sequence } });
    }
}
