namespace Acp.Client;

/// <summary>What became of a payment. The private constructor closes the hierarchy.</summary>
public abstract record PaymentAnswer
{
    private PaymentAnswer()
    {
    }

    /// <summary>It is paid; the session holds the order.</summary>
    /// <param name="Session">Completed.</param>
    public sealed record Completed(CheckoutSession Session) : PaymentAnswer;

    /// <summary>The payment was declined and nothing was charged. The session stays payable: with another token, as a new call.</summary>
    /// <param name="Reason">The provider's, for people.</param>
    public sealed record Declined(string Reason) : PaymentAnswer;

    /// <summary>The issuer asks for 3-D Secure and nothing was charged. Once it was done, complete again with its result.</summary>
    /// <param name="Message">For people.</param>
    /// <param name="Session">With what is needed to run it, where the reply brought that; otherwise retrieve the session.</param>
    public sealed record NeedsAuthentication(string Message, CheckoutSession? Session) : PaymentAnswer;

    /// <summary>The session came back unpaid: something changed on the way to the charge, such as the price. Show it to the shopper, and complete again.</summary>
    /// <param name="Session">As it is now.</param>
    public sealed record NotPaid(CheckoutSession Session) : PaymentAnswer;

    /// <summary>The request was refused and nothing was charged by it.</summary>
    /// <param name="Error">Why.</param>
    public sealed record Refused(AcpError Error) : PaymentAnswer;

    /// <summary>
    /// The budget ended, the caller canceled, or somebody on the way answered, before the server said. The shopper may have
    /// been charged: tell nobody that the payment failed, and complete again with the same content and <paramref name="Key"/>.
    /// </summary>
    /// <param name="Key">Goes on with this very call.</param>
    /// <param name="Last">What was heard last.</param>
    /// <param name="MayHaveHappened">False where it is certain that nothing was charged so far.</param>
    public sealed record Unknown(CallKey Key, AcpError Last, bool MayHaveHappened) : PaymentAnswer;
}
