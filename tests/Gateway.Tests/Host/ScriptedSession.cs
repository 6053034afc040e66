using System.Collections.Concurrent;
using Acp.CheckoutSessions;
using Acp.SharedPaymentTokens;

namespace Acp.Gateway.Tests.Host;

/// <summary>Every checkout session at once: answers as the test says and remembers what it was asked.</summary>
internal sealed class ScriptedSession : ICheckoutSession, IDisposable
{
    private int looks;
    private int presses;

    /// <summary>Null: a session that is ready, in the caller's version.</summary>
    public Func<Answer>? Answer { get; set; }

    /// <summary>Where set, an answer waits for it.</summary>
    public TaskCompletionSource? Gate { get; set; }

    /// <summary>Ends when the next call has reached the session.</summary>
    public TaskCompletionSource Reached { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What a look again comes to.</summary>
    public Action LooksAgain { get; set; } = () => { };

    public int Looks => looks;

    /// <summary>What each look was about.</summary>
    public ConcurrentQueue<string?> Intents { get; } = [];

    public ConcurrentQueue<object> Requests { get; } = [];

    public ConcurrentQueue<Call> Calls { get; } = [];

    /// <summary>One is released by each turn that comes to its end.</summary>
    public SemaphoreSlim Ended { get; } = new(0);

    public ValueTask<Answer> Create(Call call, CreateCheckoutSession request) => Reply(call, request);

    public ValueTask<Answer> Retrieve(Caller caller) => Reply(new Call(caller, null), caller);

    public ValueTask<Answer> Update(Call call, UpdateCheckoutSession request) => Reply(call, request);

    public ValueTask<Answer> Complete(Call call, CompleteCheckoutSession request) => Reply(call, request);

    public ValueTask<Answer> Cancel(Call call, CancelCheckoutSession request) => Reply(call, request);

    /// <summary>What a shopper is told who presses the button.</summary>
    public PageOffer Offer { get; set; } = new PageOffer.NotOffered();

    public int Presses => presses;

    public ValueTask<PageOffer> OpenPage()
    {
        Interlocked.Increment(ref presses);
        return new(Offer);
    }

    public ValueTask Wake() => ValueTask.CompletedTask;

    public ValueTask<Heard> LookAgain(string? intentId = null)
    {
        Interlocked.Increment(ref looks);
        Intents.Enqueue(intentId);
        LooksAgain();
        return new(Heard.Done);
    }

    /// <summary>What an operator is told.</summary>
    public Resolution Resolution { get; set; } = new Resolution.NotFound();

    public ConcurrentQueue<(string Operator, string Reason)> Resolves { get; } = [];

    public ValueTask<Resolution> Resolve(string operatorName, string reason)
    {
        Resolves.Enqueue((operatorName, reason));
        return new(Resolution);
    }

    public ValueTask<Resolution> Adopt(string intentId, string operatorName, string reason)
    {
        Intents.Enqueue(intentId);
        return Resolve(operatorName, reason);
    }

    public void Dispose() => Ended.Dispose();

    private async ValueTask<Answer> Reply(Call call, object request)
    {
        Calls.Enqueue(call);
        Requests.Enqueue(request);
        Reached.TrySetResult();
        if (Gate is { } gate)
        {
            await gate.Task;
        }

        Ended.Release();
        return Answer?.Invoke() ?? Sessions.Replied(Sessions.Ready(), version: call.Caller.ApiVersion);
    }
}
