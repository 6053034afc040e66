using Acp.Payments;
using Acp.Pricing;

namespace Acp.CheckoutSessions;

/// <summary>The pure decisions of a session's money, as the actor takes them.</summary>
public sealed record Deciders
{
    public Func<CheckoutSession, OfferedToken, Quote, DateTimeOffset, CompleteDecision> OnComplete { get; init; } = CompleteDecider.OnComplete;

    public Func<Payment, ChargeAnswer, PaymentEvent?> OnAnswer { get; init; } = AnswerDecider.OnAnswer;

    public Func<CheckoutSession, TokenFacts?, Occasion, DateTimeOffset, CheckoutOptions, SettleDecision> OnWake { get; init; } = SettleDecider.OnWake;

    public Func<Payment, ChargeFinding, DateTimeOffset, PaymentEvent?> OnFinding { get; init; } = SettleDecider.OnFinding;

    public Func<CheckoutSession, Quote, bool, bool, DateTimeOffset, PageDecision> OnPress { get; init; } = PageDecider.OnPress;

    public Func<Payment, DateTimeOffset, PageDecision?> OnClosePage { get; init; } = PageDecider.OnClose;

    public Func<Payment, PageAnswer, PaymentEvent?> OnPageAnswer { get; init; } = PageDecider.OnAnswer;

    public Func<CheckoutSession, PageFinding, ChargeFinding?, DateTimeOffset, PaymentEvent?> OnPageFinding { get; init; } = PageDecider.OnFinding;
}
