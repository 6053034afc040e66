namespace Acp.Payments.Stripe;

/// <summary>All that the launch check was told, and what it was told about.</summary>
/// <param name="Notices">Where Stripe is to post.</param>
/// <param name="Account">The key's own.</param>
/// <param name="Connected">Null where the shop is the key's own account.</param>
/// <param name="Reads">What the seller's key has to read, by Stripe's name of it.</param>
/// <param name="Token">A granted token that is nobody's.</param>
/// <param name="Endpoints">Of the key's own account.</param>
/// <param name="Issuer">Null where no tokens are issued.</param>
internal sealed record InspectionFacts(
    StripeOptions Options,
    Uri Notices,
    Asked Account,
    Asked? Connected,
    IReadOnlyList<(string What, Asked Asked)> Reads,
    Asked Token,
    Asked Endpoints,
    IssuerFacts? Issuer)
{
    /// <summary>The newest payments.</summary>
    public Asked Payments => Reads.First(read => read.What == StripeInspection.PaymentsRead).Asked;

    /// <summary>In whose name charges are made; null where it is not told.</summary>
    public string? Seller => Options.ConnectedAccount ?? Account.Body?.Account?.Id ?? Options.Account;

    public IEnumerable<Asked> All =>
        [Account, .. Reads.Select(read => read.Asked), Token, Endpoints, .. new[] { Connected, Issuer?.Account, Issuer?.Endpoints, Issuer?.Token }.OfType<Asked>()];
}

/// <param name="Token">An issued token that is nobody's.</param>
internal sealed record IssuerFacts(Asked Account, Asked Endpoints, Asked Token);
