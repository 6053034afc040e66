using Acp.SharedPaymentTokens;
using Acp.Store;

namespace Acp.Orders;

/// <summary>One order, free of any engine.</summary>
public class OrderActor(string id, OrderPorts ports) : IOrder, IDisposable
{
    private readonly OrderDesk desk = new(id, ports);

    public async ValueTask<OrderAnswer> Do(OrderCall call, OrderCommand command)
    {
        try
        {
            return await desk.Turn(record => Decide(record, call, command)) ?? new OrderAnswer.Contended();
        }
        catch (StoreUnavailableException)
        {
            return new OrderAnswer.StoreUnavailable();
        }
    }

    public ValueTask Wake() => ValueTask.CompletedTask;

    public async ValueTask<Heard> LookAgain() => (await desk.Load()).State is null ? Heard.NobodyKnows : Heard.Done;

    public void Dispose()
    {
        desk.Dispose();
        GC.SuppressFinalize(this);
    }

    private Decided<OrderAnswer> Decide(OrderRecord? record, OrderCall call, OrderCommand command) =>
        record is null ? new(new OrderAnswer.NotFound()) : throw new NotSupportedException($"{command.GetType().Name}: {call.Operator}, {ports.Now}.");
}
