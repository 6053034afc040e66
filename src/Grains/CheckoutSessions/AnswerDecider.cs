using Acp.Payments;

namespace Acp.CheckoutSessions;

/// <summary>
/// Decides what a provider's answer means for the record as it is now, not as it was when the request left: another
/// process may have sent again since.
/// </summary>
public static class AnswerDecider
{
    /// <returns>Null where the answer settles nothing: the outcome stays unknown.</returns>
    public static PaymentEvent? OnAnswer(Payment state, ChargeAnswer answer) => (state, answer) switch
    {
        (Payment.Charging or Payment.Waiting, ChargeAnswer.Succeeded a) => new PaymentEvent.ChargeSucceeded(a.IntentId),
        (Payment.Charging or Payment.Waiting, ChargeAnswer.Declined a) => new PaymentEvent.ChargeRefused(a.Reason),
        (Payment.Charging or Payment.Waiting, ChargeAnswer.MustAuthenticate a) => new PaymentEvent.LeftWaiting(a.IntentId, WaitingFor.Shopper),
        (Payment.Charging or Payment.Waiting, ChargeAnswer.Processing a) => new PaymentEvent.LeftWaiting(a.IntentId, WaitingFor.Provider),
        (Payment.Charging, ChargeAnswer.Canceled) => new PaymentEvent.ChargeRefused("The payment was canceled at the payment provider."),
        (Payment.Waiting, ChargeAnswer.Canceled) => new PaymentEvent.IntentCanceled(),

        // On a repeat these say nothing about the send before them.
        (Payment.Charging { Attempt.Sends: 1 }, ChargeAnswer.Rejected a) => new PaymentEvent.ChargeRefused(a.Reason),
        (Payment.Charging { Attempt.Sends: 1 }, ChargeAnswer.NotExecuted) => new PaymentEvent.AttemptWithdrawn(),
        _ => null,
    };
}
