namespace Acp.CheckoutSessions;

/// <summary>Which sessions can be paid on the provider's page, and where their shoppers come back to. The merchant's configuration answers.</summary>
public interface IHostedCheckout
{
    /// <param name="platform">That created the session.</param>
    /// <param name="currency">ISO 4217, lower case.</param>
    bool Covers(string platform, string currency);

    ReturnAddresses AddressesOf(string session);
}

/// <param name="Paid">Where a shopper comes who has paid: nothing but the shopper's own word.</param>
/// <param name="TurnedBack">Where a shopper comes who has not.</param>
public sealed record ReturnAddresses(Uri Paid, Uri TurnedBack);
