using Acp.CheckoutSessions;
using Acp.Orders;
using Acp.ProviderEvents;
using Acp.SharedPaymentTokens;
using Acp.TokenIssues;

namespace Acp.InProcess;

/// <summary>What a caller holds of a session: each call enters the one activation.</summary>
internal sealed class CheckoutSessionReference(InProcessGrains engine, string id) : ICheckoutSession
{
    public ValueTask<Answer> Create(Call call, CreateCheckoutSession request) =>
        engine.Call<ICheckoutSession, Answer>(id, session => session.Create(call, request));

    public ValueTask<Answer> Retrieve(Caller caller) =>
        engine.Read<ICheckoutSession, Answer>(id, session => session.Retrieve(caller));

    public ValueTask<Answer> Update(Call call, UpdateCheckoutSession request) =>
        engine.Call<ICheckoutSession, Answer>(id, session => session.Update(call, request));

    public ValueTask<Answer> Complete(Call call, CompleteCheckoutSession request) =>
        engine.Call<ICheckoutSession, Answer>(id, session => session.Complete(call, request));

    public ValueTask<Answer> Cancel(Call call, CancelCheckoutSession request) =>
        engine.Call<ICheckoutSession, Answer>(id, session => session.Cancel(call, request));

    public ValueTask<PageOffer> OpenPage() => engine.Call<ICheckoutSession, PageOffer>(id, session => session.OpenPage());

    public async ValueTask Wake() =>
        await engine.Call<ICheckoutSession, bool>(id, async session =>
        {
            await session.Wake();
            return true;
        });

    public ValueTask<Heard> LookAgain(string? intentId = null) =>
        engine.Call<ICheckoutSession, Heard>(id, session => session.LookAgain(intentId));

    public ValueTask<Resolution> Resolve(string operatorName, string reason) =>
        engine.Call<ICheckoutSession, Resolution>(id, session => session.Resolve(operatorName, reason));

    public ValueTask<Resolution> Adopt(string intentId, string operatorName, string reason) =>
        engine.Call<ICheckoutSession, Resolution>(id, session => session.Adopt(intentId, operatorName, reason));
}

internal sealed class SharedPaymentTokenReference(InProcessGrains engine, string id) : ISharedPaymentToken
{
    public ValueTask<SharedPaymentTokenView?> Retrieve() =>
        engine.Call<ISharedPaymentToken, SharedPaymentTokenView?>(id, token => token.Retrieve());

    public ValueTask<Heard> LookAgain(string? paymentIntent = null) =>
        engine.Call<ISharedPaymentToken, Heard>(id, token => token.LookAgain(paymentIntent));

    public ValueTask<Revocation> Revoke(string operatorName, string? reason) =>
        engine.Call<ISharedPaymentToken, Revocation>(id, token => token.Revoke(operatorName, reason));

    public async ValueTask Wake() =>
        await engine.Call<ISharedPaymentToken, bool>(id, async token =>
        {
            await token.Wake();
            return true;
        });
}

internal sealed class TokenIssueReference(InProcessGrains engine, string id) : ITokenIssue
{
    public ValueTask<Answer> Issue(Call call, IssueToken request) =>
        engine.Call<ITokenIssue, Answer>(id, issue => issue.Issue(call, request));

    public async ValueTask Wake() =>
        await engine.Call<ITokenIssue, bool>(id, async issue =>
        {
            await issue.Wake();
            return true;
        });

    public ValueTask<Heard> LookAgain(string token) =>
        engine.Call<ITokenIssue, Heard>(id, issue => issue.LookAgain(token));
}

internal sealed class ProviderEventReference(InProcessGrains engine, string id) : IProviderEvent
{
    public ValueTask<bool> Keep(EventFacts facts) =>
        engine.Call<IProviderEvent, bool>(id, it => it.Keep(facts));

    public async ValueTask Wake() =>
        await engine.Call<IProviderEvent, bool>(id, async it =>
        {
            await it.Wake();
            return true;
        });

    public ValueTask<ProviderEventView?> Retrieve() =>
        engine.Call<IProviderEvent, ProviderEventView?>(id, it => it.Retrieve());

    public ValueTask<ProviderEventView?> TryAgain(string operatorName, string? reason) =>
        engine.Call<IProviderEvent, ProviderEventView?>(id, it => it.TryAgain(operatorName, reason));
}

internal sealed class OrderReference(InProcessGrains engine, string id) : IOrder
{
    public ValueTask<OrderAnswer> Do(OrderCall call, OrderCommand command) =>
        engine.Call<IOrder, OrderAnswer>(id, order => order.Do(call, command));

    public async ValueTask Wake() =>
        await engine.Call<IOrder, bool>(id, async order =>
        {
            await order.Wake();
            return true;
        });

    public ValueTask<Heard> LookAgain() => engine.Call<IOrder, Heard>(id, order => order.LookAgain());
}

internal sealed class DeliveryReference(InProcessGrains engine, string id) : IDelivery
{
    public async ValueTask Wake() =>
        await engine.Call<IDelivery, bool>(id, async it =>
        {
            await it.Wake();
            return true;
        });

    public ValueTask<bool> Redeliver(string operatorName, string reason, int? from) =>
        engine.Call<IDelivery, bool>(id, it => it.Redeliver(operatorName, reason, from));
}
