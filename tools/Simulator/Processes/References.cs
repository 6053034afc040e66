using Acp.CheckoutSessions;
using Acp.Orders;
using Acp.ProviderEvents;
using Acp.SharedPaymentTokens;
using Acp.TokenIssues;

namespace Acp.Simulation;

internal sealed class SessionReference(SimGrains grains, string id) : ICheckoutSession
{
    public ValueTask<Answer> Create(Call call, CreateCheckoutSession request) =>
        grains.Call<ICheckoutSession, Answer>(id, session => session.Create(call, request));

    public ValueTask<Answer> Retrieve(Caller caller) => grains.Call<ICheckoutSession, Answer>(id, session => session.Retrieve(caller));

    public ValueTask<Answer> Update(Call call, UpdateCheckoutSession request) =>
        grains.Call<ICheckoutSession, Answer>(id, session => session.Update(call, request));

    public ValueTask<Answer> Complete(Call call, CompleteCheckoutSession request) =>
        grains.Call<ICheckoutSession, Answer>(id, session => session.Complete(call, request));

    public ValueTask<Answer> Cancel(Call call, CancelCheckoutSession request) =>
        grains.Call<ICheckoutSession, Answer>(id, session => session.Cancel(call, request));

    public ValueTask<PageOffer> OpenPage() => grains.Call<ICheckoutSession, PageOffer>(id, session => session.OpenPage());

    public ValueTask<Resolution> Resolve(string operatorName, string reason) =>
        grains.Call<ICheckoutSession, Resolution>(id, session => session.Resolve(operatorName, reason));

    public ValueTask<Resolution> Adopt(string intentId, string operatorName, string reason) =>
        grains.Call<ICheckoutSession, Resolution>(id, session => session.Adopt(intentId, operatorName, reason));

    public ValueTask Wake() => grains.Call<ICheckoutSession>(id, session => session.Wake());

    public ValueTask<Heard> LookAgain(string? intentId = null) => grains.Call<ICheckoutSession, Heard>(id, session => session.LookAgain(intentId));
}

internal sealed class TokenReference(SimGrains grains, string id) : ISharedPaymentToken
{
    public ValueTask<SharedPaymentTokenView?> Retrieve() =>
        grains.Call<ISharedPaymentToken, SharedPaymentTokenView?>(id, token => token.Retrieve());

    public ValueTask<Heard> LookAgain(string? paymentIntent = null) =>
        grains.Call<ISharedPaymentToken, Heard>(id, token => token.LookAgain(paymentIntent));

    public ValueTask<Revocation> Revoke(string operatorName, string? reason) =>
        grains.Call<ISharedPaymentToken, Revocation>(id, token => token.Revoke(operatorName, reason));

    public ValueTask Wake() => grains.Call<ISharedPaymentToken>(id, token => token.Wake());
}

internal sealed class IssueReference(SimGrains grains, string id) : ITokenIssue
{
    public ValueTask<Answer> Issue(Call call, IssueToken request) => grains.Call<ITokenIssue, Answer>(id, issue => issue.Issue(call, request));

    public ValueTask<Heard> LookAgain(string token) => grains.Call<ITokenIssue, Heard>(id, issue => issue.LookAgain(token));

    public ValueTask Wake() => grains.Call<ITokenIssue>(id, issue => issue.Wake());
}

internal sealed class EventReference(SimGrains grains, string id) : IProviderEvent
{
    public ValueTask<bool> Keep(EventFacts facts) => grains.Call<IProviderEvent, bool>(id, it => it.Keep(facts));

    public ValueTask Wake() => grains.Call<IProviderEvent>(id, it => it.Wake());

    public ValueTask<ProviderEventView?> Retrieve() => grains.Call<IProviderEvent, ProviderEventView?>(id, it => it.Retrieve());

    public ValueTask<ProviderEventView?> TryAgain(string operatorName, string? reason) =>
        grains.Call<IProviderEvent, ProviderEventView?>(id, it => it.TryAgain(operatorName, reason));
}

internal sealed class OrderReference(SimGrains grains, string id) : IOrder
{
    public ValueTask<OrderAnswer> Do(OrderCall call, OrderCommand command) => grains.Call<IOrder, OrderAnswer>(id, order => order.Do(call, command));

    public ValueTask Wake() => grains.Call<IOrder>(id, order => order.Wake());

    public ValueTask<Heard> LookAgain() => grains.Call<IOrder, Heard>(id, order => order.LookAgain());
}

internal sealed class DeliveryReference(SimGrains grains, string id) : IDelivery
{
    public ValueTask Wake() => grains.Call<IDelivery>(id, delivery => delivery.Wake());

    public ValueTask<bool> Redeliver(string operatorName, string reason, int? from) =>
        grains.Call<IDelivery, bool>(id, delivery => delivery.Redeliver(operatorName, reason, from));
}
