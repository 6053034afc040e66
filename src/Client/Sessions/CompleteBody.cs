namespace Acp.Client.Sessions;

/// <summary>A complete, as the protocol nests it.</summary>
internal sealed record CompleteBody(
    PaymentData PaymentData,
    Buyer? Buyer,
    AuthenticationResult? AuthenticationResult,
    IReadOnlyList<MarketingConsent>? MarketingConsents,
    string? OrderNotes)
{
    public static CompleteBody Of(CompleteSession wish) => new(
        new PaymentData(wish.Handler, new Instrument("card", new Credential("spt", wish.Token)), wish.BillingAddress),
        wish.Buyer,
        wish.Authentication,
        wish.MarketingConsents,
        wish.OrderNotes);
}

internal sealed record PaymentData(string HandlerId, Instrument Instrument, Address? BillingAddress);

internal sealed record Instrument(string Type, Credential Credential);

internal sealed record Credential(string Type, PaymentToken Token);
