using Acp.CheckoutSessions;
using Acp.Orders;
using Acp.ProviderEvents;
using Acp.SharedPaymentTokens;
using Acp.Silo.Grains;
using Acp.TokenIssues;

namespace Acp.Silo.Engine;

/// <summary>The engine of a cluster: each grain lives on one of its silos, and moves to another when that one dies.</summary>
internal sealed class OrleansGrains(IGrainFactory factory, Asking asking) : IGrains
{
    public T Get<T>(string id)
        where T : class =>
        (T)(object)(typeof(T) switch
        {
            var kind when kind == typeof(ICheckoutSession) => new CheckoutSessionReference(factory.GetGrain<ICheckoutSessionGrain>(id), asking),
            var kind when kind == typeof(ISharedPaymentToken) => new SharedPaymentTokenReference(factory.GetGrain<ISharedPaymentTokenGrain>(id), asking),
            var kind when kind == typeof(ITokenIssue) => new TokenIssueReference(factory.GetGrain<ITokenIssueGrain>(id), asking),
            var kind when kind == typeof(IProviderEvent) => new ProviderEventReference(factory.GetGrain<IProviderEventGrain>(id), asking),
            var kind when kind == typeof(IOrder) => new OrderReference(factory.GetGrain<IOrderGrain>(id), asking),
            var kind when kind == typeof(IDelivery) => new DeliveryReference(factory.GetGrain<IDeliveryGrain>(id), asking),
            var kind => throw new ArgumentException($"No grain answers to {kind.Name}.", nameof(id)),
        });
}
