using System.Collections.Concurrent;
using Acp.CheckoutSessions;
using Acp.SharedPaymentTokens;

namespace Acp.Gateway.Tests.Host;

/// <summary>The button that leads to the provider's page: what shoppers are told who press it, as the test says.</summary>
public sealed class PageButton
{
    private readonly ConcurrentDictionary<string, Func<PageOffer>> offers = new();
    private readonly ConcurrentQueue<string> pressed = [];

    /// <summary>Sessions whose button was pressed, in order.</summary>
    public IReadOnlyCollection<string> Pressed => pressed;

    /// <summary>Without it, the session itself answers.</summary>
    public void Answers(string session, Func<PageOffer> offer) => offers[session] = offer;

    internal ValueTask<PageOffer> Press(string session, ICheckoutSession itself)
    {
        pressed.Enqueue(session);
        return offers.TryGetValue(session, out var offer) ? new(offer()) : itself.OpenPage();
    }
}

/// <summary>The sessions as they are, but for that button.</summary>
internal sealed class ButtonGrains(IGrains grains, PageButton button) : IGrains
{
    public T Get<T>(string id)
        where T : class =>
        typeof(T) == typeof(ICheckoutSession) ? (T)(object)new Session(grains.Get<ICheckoutSession>(id), id, button) : grains.Get<T>(id);

    private sealed class Session(ICheckoutSession session, string id, PageButton button) : ICheckoutSession
    {
        public ValueTask<PageOffer> OpenPage() => button.Press(id, session);

        public ValueTask<Answer> Create(Call call, CreateCheckoutSession request) => session.Create(call, request);

        public ValueTask<Answer> Retrieve(Caller caller) => session.Retrieve(caller);

        public ValueTask<Answer> Update(Call call, UpdateCheckoutSession request) => session.Update(call, request);

        public ValueTask<Answer> Complete(Call call, CompleteCheckoutSession request) => session.Complete(call, request);

        public ValueTask<Answer> Cancel(Call call, CancelCheckoutSession request) => session.Cancel(call, request);

        public ValueTask Wake() => session.Wake();

        public ValueTask<Heard> LookAgain(string? intentId = null) => session.LookAgain(intentId);

        public ValueTask<Resolution> Resolve(string operatorName, string reason) => session.Resolve(operatorName, reason);

        public ValueTask<Resolution> Adopt(string intentId, string operatorName, string reason) => session.Adopt(intentId, operatorName, reason);
    }
}
