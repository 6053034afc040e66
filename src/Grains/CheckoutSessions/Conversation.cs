namespace Acp.CheckoutSessions;

/// <summary>
/// This activation's talk with the provider: one at a time, between turns. Others wait for its end instead of starting
/// their own. It is never the memory of anything: what must survive is in the record.
/// </summary>
internal sealed class Conversation(string? token, AuthenticationResult? authentication = null)
{
    private readonly List<TaskCompletionSource<ConversationEnd?>> waiters = [];
    private ConversationEnd? end;

    /// <summary>The token it is about; null where an intent is being canceled.</summary>
    public string? Token => token;

    /// <summary>Whether what is refused to this conversation is refused to that request, too.</summary>
    public bool IsAbout(CompleteCheckoutSession request) => token == request.Token && authentication == request.Authentication;

    public void End(ConversationEnd how)
    {
        end = how;
        waiters.ForEach(waiter => waiter.TrySetResult(how));
    }

    /// <returns>Null where it has not ended in time.</returns>
    public async ValueTask<ConversationEnd?> EndsWithin(TimeSpan time, TimeProvider clock)
    {
        if (end is not null || time <= TimeSpan.Zero)
        {
            return end;
        }

        // Awaited directly: a combinator between would resume on a pool thread first, and nothing decides its order there.
        var mine = new TaskCompletionSource<ConversationEnd?>(TaskCreationOptions.RunContinuationsAsynchronously);
        waiters.Add(mine);
        await using var timer = clock.CreateTimer(_ => mine.TrySetResult(null), state: null, time, Timeout.InfiniteTimeSpan);
        return await mine.Task;
    }
}

/// <summary>How a conversation ended, for those who waited. The private constructor closes the hierarchy.</summary>
internal abstract record ConversationEnd
{
    private ConversationEnd() { }

    /// <param name="isDenied">Whether the request said that the shopper was not authenticated.</param>
    public static ConversationEnd Of(Settled settled, bool isDenied) => settled switch
    {
        Settled.By { Answer: null } => new Unsettled(), // It was not about this conversation's token.
        Settled.By { Event: PaymentEvent.ChargeRefused e } => new Refused(Refusals.Declined(e.Reason)),
        Settled.By { Event: PaymentEvent.LeftWaiting { For: WaitingFor.Shopper } } => new Refused(
            isDenied ? Refusals.NotAuthenticated : Refusals.MustAuthenticate),
        Settled.By { Event: PaymentEvent.AttemptWithdrawn } => new Unavailable(),
        Settled.By { Event: PaymentEvent.ChargeSucceeded } => new SeeRecord(),
        _ => new Unsettled(),
    };

    /// <summary>The record says what is to be said: completed, closed, or never begun.</summary>
    public sealed record SeeRecord : ConversationEnd;

    /// <summary>A definite refusal of what the conversation is about.</summary>
    public sealed record Refused(Refusal Refusal) : ConversationEnd;

    /// <summary>The provider took nothing.</summary>
    public sealed record Unavailable : ConversationEnd;

    /// <summary>The merchant's systems did not say what the cart costs, and nothing was begun.</summary>
    public sealed record NotPriced : ConversationEnd;

    /// <summary>The outcome is unknown, or still to come.</summary>
    public sealed record Unsettled : ConversationEnd;
}
