using System.Text.Json;
using Acp.Client.Calls;
using Acp.Client.Json;
using Acp.Client.Sessions;

namespace Acp.Client;

/// <summary>
/// The protocol's five operations. Each call that changes something goes under an idempotency key of its own, by itself;
/// see <see cref="CallKey"/> for when to name one.
/// </summary>
public sealed class SessionsClient
{
    private const string Root = "/checkout_sessions";
    private readonly Caller caller;

    internal SessionsClient(Caller caller) => this.caller = caller;

    /// <summary>Opens a session: <c>POST /checkout_sessions</c>.</summary>
    /// <param name="session">What it begins with.</param>
    /// <param name="key">Only to go on with a call of an earlier process, with the same content.</param>
    /// <param name="stop">Ends the call early; once something was sent it says <see cref="Answer{T}.Unknown"/>.</param>
    public Task<Answer<CheckoutSession>> Create(CreateSession session, CallKey? key = null, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(session);
        return Post(Root, JsonSerializer.SerializeToUtf8Bytes(session, ProtocolJson.Default.CreateSession), key, stop);
    }

    /// <summary>Shows a session: <c>GET /checkout_sessions/{id}</c>.</summary>
    /// <param name="id">The session's.</param>
    /// <param name="stop">Ends the call early, with an <see cref="OperationCanceledException"/>.</param>
    public Task<Answer<CheckoutSession>> Retrieve(string id, CancellationToken stop = default) =>
        caller.Make(Call.Get($"{Root}/{Paths.Segment(id)}"), ProtocolJson.Default.CheckoutSession, stop);

    /// <summary>Changes a session: <c>POST /checkout_sessions/{id}</c>.</summary>
    /// <param name="id">The session's.</param>
    /// <param name="change">What is to be different.</param>
    /// <param name="key">Only to go on with a call of an earlier process, with the same content.</param>
    /// <param name="stop">Ends the call early; once something was sent it says <see cref="Answer{T}.Unknown"/>.</param>
    public Task<Answer<CheckoutSession>> Update(string id, UpdateSession change, CallKey? key = null, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(change);
        return Post($"{Root}/{Paths.Segment(id)}", JsonSerializer.SerializeToUtf8Bytes(change, ProtocolJson.Default.UpdateSession), key, stop);
    }

    /// <summary>Pays a session with a token, by the first way to pay that it declares.</summary>
    /// <param name="session">As it was last seen.</param>
    /// <param name="token">What the shopper approved the payment with.</param>
    /// <param name="key">Only to go on with a call of an earlier process, with the same content.</param>
    /// <param name="stop">Ends the call early; once something was sent it says <see cref="PaymentAnswer.Unknown"/>.</param>
    public Task<PaymentAnswer> Complete(CheckoutSession session, PaymentToken token, CallKey? key = null, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(token);
        var payment = new CompleteSession { Token = token };
        return Complete(session.Id, session.Capabilities.Payment.Handlers is [var first, ..] ? payment with { Handler = first.Id } : payment, key, stop);
    }

    /// <summary>
    /// Pays a session: <c>POST /checkout_sessions/{id}/complete</c>. While nobody knows whether the charge was made, it asks
    /// again under the same key until somebody does or the budget ends; where the reply is a session whose payment is still
    /// under way, it looks at the session until that is over.
    /// </summary>
    /// <param name="id">The session's.</param>
    /// <param name="payment">What pays it.</param>
    /// <param name="key">Only to go on with a call of an earlier process, with the same content.</param>
    /// <param name="stop">Ends the call early; once something was sent it says <see cref="PaymentAnswer.Unknown"/>.</param>
    public async Task<PaymentAnswer> Complete(string id, CompleteSession payment, CallKey? key = null, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(payment);
        var body = JsonSerializer.SerializeToUtf8Bytes(CompleteBody.Of(payment), ProtocolJson.Default.CompleteBody);
        var path = $"{Root}/{Paths.Segment(id)}";
        var call = Call.Post($"{path}/complete", body).Under(key);
        var answer = await caller.Settle(call, Call.Get(path), PaymentOutcome.IsDecided, ProtocolJson.Default.CheckoutSession, stop).ConfigureAwait(false);
        return PaymentOutcome.Of(answer, call.Key!);
    }

    /// <summary>Gives a session up: <c>POST /checkout_sessions/{id}/cancel</c>.</summary>
    /// <param name="id">The session's.</param>
    /// <param name="key">Only to go on with a call of an earlier process.</param>
    /// <param name="stop">Ends the call early; once something was sent it says <see cref="Answer{T}.Unknown"/>.</param>
    public Task<Answer<CheckoutSession>> Cancel(string id, CallKey? key = null, CancellationToken stop = default) =>
        Post($"{Root}/{Paths.Segment(id)}/cancel", body: null, key, stop);

    private Task<Answer<CheckoutSession>> Post(string path, byte[]? body, CallKey? key, CancellationToken stop) =>
        caller.Make(Call.Post(path, body).Under(key), ProtocolJson.Default.CheckoutSession, stop);
}
