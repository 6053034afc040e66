using System.Diagnostics;

namespace Acp.Client.Sessions;

/// <summary>What the answer to a complete says of the money. Pure.</summary>
internal static class PaymentOutcome
{
    private const string DeclinedCode = "payment_declined";
    private const string AuthenticationCode = "requires_3ds";

    /// <summary>False: a payment is under way, or the status is a word from a newer version. No one has said that it is not paid.</summary>
    public static bool IsDecided(CheckoutSession session) => session.Status is SessionStatus.Completed or SessionStatus.AuthenticationRequired
        or SessionStatus.ReadyForPayment or SessionStatus.NotReadyForPayment or SessionStatus.Incomplete or SessionStatus.Canceled or SessionStatus.Expired;

    public static PaymentAnswer Of(Answer<CheckoutSession> answer, CallKey key) => answer switch
    {
        Answer<CheckoutSession>.Done it => Of(it.Value),
        Answer<CheckoutSession>.Refused it => Of(it.Error),
        Answer<CheckoutSession>.Unknown it => new PaymentAnswer.Unknown(key, it.Last, it.MayHaveHappened),
        _ => throw new UnreachableException($"Unhandled {answer.GetType().Name}."),
    };

    private static PaymentAnswer Of(AcpError error) => error.Code switch
    {
        DeclinedCode => new PaymentAnswer.Declined(error.Message),
        AuthenticationCode => new PaymentAnswer.NeedsAuthentication(error.Message, Session: null),
        _ => new PaymentAnswer.Refused(error),
    };

    private static PaymentAnswer Of(CheckoutSession session) => session.Status switch
    {
        SessionStatus.Completed => new PaymentAnswer.Completed(session),
        SessionStatus.AuthenticationRequired => new PaymentAnswer.NeedsAuthentication(Told(session, AuthenticationCode) ?? "The issuer asks for authentication.", session),
        SessionStatus.ReadyForPayment or SessionStatus.NotReadyForPayment or SessionStatus.Incomplete => Unpaid(session),
        SessionStatus.Canceled or SessionStatus.Expired => new PaymentAnswer.Refused(new(200, "invalid_state", $"The session is {session.Status}.")),
        _ => throw new UnreachableException($"{session.Status} decides nothing."),
    };

    // Some servers, and ours where a platform wishes it, tell of a decline in a session.
    private static PaymentAnswer Unpaid(CheckoutSession session) =>
        Told(session, DeclinedCode) is { } declined ? new PaymentAnswer.Declined(declined)
        : Told(session, AuthenticationCode) is { } asked ? new PaymentAnswer.NeedsAuthentication(asked, session)
        : new PaymentAnswer.NotPaid(session);

    private static string? Told(CheckoutSession session, string code) => session.Messages.FirstOrDefault(message => message.Code == code)?.Content;
}
