using Acp.CheckoutSessions;
using Acp.Orders;
using Acp.ProviderEvents;
using Acp.SharedPaymentTokens;
using Acp.Silo.Grains;
using Acp.TokenIssues;

namespace Acp.Silo.Engine;

/// <summary>What a caller holds of a session. Calls that the cluster loses are asked again.</summary>
internal sealed class CheckoutSessionReference(ICheckoutSession grain, Asking asking) : ICheckoutSession
{
    public ValueTask<Answer> Create(Call call, CreateCheckoutSession request) => Keyed(call, () => grain.Create(call, request));

    public ValueTask<Answer> Retrieve(Caller caller) => asking.Ask(() => grain.Retrieve(caller));

    public ValueTask<Answer> Update(Call call, UpdateCheckoutSession request) => Keyed(call, () => grain.Update(call, request));

    public ValueTask<Answer> Complete(Call call, CompleteCheckoutSession request) => Keyed(call, () => grain.Complete(call, request));

    public ValueTask<Answer> Cancel(Call call, CancelCheckoutSession request) => Keyed(call, () => grain.Cancel(call, request));

    // It may take as long as a complete; asked twice it is the same page.
    public ValueTask<PageOffer> OpenPage() => asking.AskPatiently(grain.OpenPage);

    public async ValueTask Wake() => await asking.AskPatiently(() => Nothing.From(grain.Wake()));

    public ValueTask<Heard> LookAgain(string? intentId = null) => asking.AskPatiently(() => grain.LookAgain(intentId));

    public ValueTask<Resolution> Resolve(string operatorName, string reason) =>
        asking.AskPatiently(() => grain.Resolve(operatorName, reason), isOurOwn: answer => answer is Resolution.Busy);

    public ValueTask<Resolution> Adopt(string intentId, string operatorName, string reason) =>
        asking.AskPatiently(() => grain.Adopt(intentId, operatorName, reason), isOurOwn: answer => answer is Resolution.Busy);

    // Without a key a repeat is a second call: a cancel that went through would be refused as already canceled.
    private ValueTask<Answer> Keyed(Call call, Func<ValueTask<Answer>> ask) => call.Once is null
        ? asking.AskOnce(ask)
        : asking.Ask(ask, isOurOwn: answer => answer is Answer.KeyInFlight);
}

internal sealed class SharedPaymentTokenReference(ISharedPaymentToken grain, Asking asking) : ISharedPaymentToken
{
    public ValueTask<SharedPaymentTokenView?> Retrieve() => asking.Ask(grain.Retrieve);

    public ValueTask<Heard> LookAgain(string? paymentIntent = null) => asking.AskPatiently(() => grain.LookAgain(paymentIntent));

    public ValueTask<Revocation> Revoke(string operatorName, string? reason) => asking.AskPatiently(() => grain.Revoke(operatorName, reason));

    public async ValueTask Wake() => await asking.AskPatiently(() => Nothing.From(grain.Wake()));
}

internal sealed class TokenIssueReference(ITokenIssue grain, Asking asking) : ITokenIssue
{
    // It always brings a key.
    public ValueTask<Answer> Issue(Call call, IssueToken request) =>
        asking.Ask(() => grain.Issue(call, request), isOurOwn: answer => answer is Answer.KeyInFlight);

    public async ValueTask Wake() => await asking.AskPatiently(() => Nothing.From(grain.Wake()));

    public ValueTask<Heard> LookAgain(string token) => asking.AskPatiently(() => grain.LookAgain(token));
}

internal sealed class ProviderEventReference(IProviderEvent grain, Asking asking) : IProviderEvent
{
    // Asked anew, «known already» may be the doing of the first ask; that it is kept is all that counts.
    public ValueTask<bool> Keep(EventFacts facts) => asking.Ask(() => grain.Keep(facts));

    public async ValueTask Wake() => await asking.AskPatiently(() => Nothing.From(grain.Wake()));

    public ValueTask<ProviderEventView?> Retrieve() => asking.Ask(grain.Retrieve);

    public ValueTask<ProviderEventView?> TryAgain(string operatorName, string? reason) =>
        asking.AskPatiently(() => grain.TryAgain(operatorName, reason));
}

internal sealed class OrderReference(IOrder grain, Asking asking) : IOrder
{
    // What brings neither a key nor an identity would be done twice: a second parcel, a second note.
    public ValueTask<OrderAnswer> Do(OrderCall call, OrderCommand command) =>
        call.Key is not null || command.IsRepeatable ? asking.AskPatiently(() => grain.Do(call, command)) : asking.AskOnce(() => grain.Do(call, command));

    public async ValueTask Wake() => await asking.AskPatiently(() => Nothing.From(grain.Wake()));

    public ValueTask<Heard> LookAgain() => asking.AskPatiently(grain.LookAgain);
}

internal sealed class DeliveryReference(IDeliveryGrain grain, Asking asking) : IDelivery
{
    public async ValueTask Wake() => await asking.AskPatiently(() => Nothing.From(grain.Wake()));

    public ValueTask<bool> Redeliver(string operatorName, string reason, int? from) =>
        asking.AskPatiently(() => grain.Redeliver(operatorName, reason, from));
}

/// <summary>The answer of a call that has none.</summary>
internal readonly record struct Nothing
{
    public static async ValueTask<Nothing> From(ValueTask call)
    {
        await call;
        return default;
    }
}
