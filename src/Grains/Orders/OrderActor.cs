using System.Diagnostics;
using Acp.SharedPaymentTokens;
using Acp.Store;

namespace Acp.Orders;

/// <summary>One order, free of any engine.</summary>
public class OrderActor : IOrder, IDisposable
{
    private readonly OrderPorts ports;
    private readonly OrderDesk desk;
    private readonly RefundFlow refunds;

    public OrderActor(string id, OrderPorts ports)
    {
        this.ports = ports;
        desk = new OrderDesk(id, ports);
        refunds = new RefundFlow(desk, ports);
    }

    public async ValueTask<OrderAnswer> Do(OrderCall call, OrderCommand command)
    {
        try
        {
            return command is OrderCommand.Refund refund ? await refunds.Refund(call, refund) : await Change(call, command);
        }
        catch (StoreUnavailableException)
        {
            return new OrderAnswer.StoreUnavailable();
        }
    }

    public ValueTask Wake() => refunds.Wake();

    public ValueTask<Heard> LookAgain() => refunds.LookAgain("provider");

    public void Dispose()
    {
        desk.Dispose();
        GC.SuppressFinalize(this);
    }

    private async ValueTask<OrderAnswer> Change(OrderCall call, OrderCommand command)
    {
        var drawn = ports.Ids.New("ful_");
        return await desk.Turn(order => Decide(order, call, command, drawn)) ?? new OrderAnswer.Contended();
    }

    private Decided<OrderAnswer> Decide(OrderRecord? record, OrderCall call, OrderCommand command, string drawn)
    {
        var now = ports.Now;
        return record is null ? new(new OrderAnswer.NotFound()) : OrderDecider.OnCommand(record, call, command, drawn, now) switch
        {
            OrderDecision.Write d => new(new OrderAnswer.Done(Changed: true, d.Id), Changing(record, call, now).Write(d.Entry).Remember(call, d.Id)),
            OrderDecision.Jot d => new(new OrderAnswer.Done(Changed: true), Changing(record, call, now).Jot(d.Note).Remember(call, id: null)),
            OrderDecision.Already d => new(new OrderAnswer.Done(Changed: false, d.Id), Remembering(record, call, d.Id, now)),
            OrderDecision.Reused => new(new OrderAnswer.KeyReused()),
            OrderDecision.Refuse d => new(new OrderAnswer.Refused(d.Refusal)),
            var d => throw new UnreachableException($"Unhandled {d}."),
        };
    }

    private static OrderTransition Changing(OrderRecord record, OrderCall call, DateTimeOffset now) => new(record, call.Operator, now);

    // Also of what changes nothing: once the order has gone on, a late repeat would.
    private static OrderTransition? Remembering(OrderRecord record, OrderCall call, string? id, DateTimeOffset now) =>
        call.Key is null || record.Find(call.Key) is not null ? null : Changing(record, call, now).Remember(call, id);
}
