namespace Acp.CheckoutSessions;

/// <summary>What one turn of a complete asks for. The private constructor closes the hierarchy.</summary>
internal abstract record Step
{
    private Step() { }

    /// <param name="Answer">Null where another writer won: start anew.</param>
    public sealed record Concluded(Answer? Answer) : Step;

    public sealed record LookUpToken : Step;

    public sealed record FindEarlierCharge(DateTimeOffset From) : Step;

    public sealed record FindCharge(ChargeAttempt Attempt) : Step;

    /// <summary>This very send is committed.</summary>
    public sealed record Send(ChargeAttempt Attempt) : Step;

    public sealed record LookUpIntent(string IntentId, ChargeAttempt Attempt) : Step;

    public sealed record Abandon(string IntentId, ChargeAttempt Attempt) : Step;

    public sealed record ClosePage : Step;
}
