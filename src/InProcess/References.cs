using Acp.CheckoutSessions;
using Acp.SharedPaymentTokens;

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

    public async ValueTask Wake() =>
        await engine.Call<ICheckoutSession, bool>(id, async session =>
        {
            await session.Wake();
            return true;
        });

    public async ValueTask LookAgain(string? intentId = null) =>
        await engine.Call<ICheckoutSession, bool>(id, async session =>
        {
            await session.LookAgain(intentId);
            return true;
        });

    public ValueTask<Resolution> Resolve(string operatorName, string reason) =>
        engine.Call<ICheckoutSession, Resolution>(id, session => session.Resolve(operatorName, reason));
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
