namespace Acp.Payments;

/// <summary>All that a payment processor does for a merchant: both ways to collect, and the way back. Actors take only the part they need.</summary>
public interface IPaymentProcessor : IPaymentProvider, IHostedPages, IRefunds;
