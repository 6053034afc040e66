namespace Acp.Fakes;

/// <summary>Who makes a call.</summary>
/// <param name="Account">Whose objects it makes and sees.</param>
/// <param name="Home">Whose webhooks tell of them: the account's own, or its platform's where it is only connected.</param>
internal sealed record Caller(FakeAccount Account, string Home)
{
    public string Id => Account.Id;

    public string Profile => Account.Profile;

    /// <summary>Null where it acts for itself.</summary>
    public string? Connected => Id == Home ? null : Id;
}

/// <summary>The accounts, told apart by their keys. A key that is no account's is the seller's, so that any will do.</summary>
internal sealed class Accounts(FakeStripeOptions options)
{
    private const string Header = "Stripe-Account";
    private const string Prefix = "acct_";

    private readonly FakeAccount[] all = [options.Seller, options.Issuer, .. options.Others];

    /// <summary>Whom the test helper names as whoever granted the token.</summary>
    public string Agent => options.Issuer.Profile;

    public string Issuer => options.Issuer.Id;

    public Caller Seller { get; } = new(options.Seller, options.Seller.Id);

    /// <returns>Null where the key has no access to the account that the call names.</returns>
    public Caller? Of(FakeRequest request)
    {
        var key = Access.SecretKey(request.Header("Authorization"));
        var own = all.FirstOrDefault(it => key is not null && it.Keys.Contains(key)) ?? options.Seller;
        return request.Header(Header) switch
        {
            null => new(own, own.Id),
            var id when id == own.Id => new(own, own.Id),
            var id when IsConnectable(id) => Connected(id, own.Id),
            _ => null,
        };
    }

    /// <summary>As a journal names it; one that is configured no longer has become the seller's.</summary>
    public Caller Of(string? id, string? home) => id switch
    {
        null => Seller,
        _ when home is not null => Connected(id, home),
        _ => all.FirstOrDefault(it => it.Id == id) is { } account ? new(account, account.Id) : Seller,
    };

    /// <returns>Null where the profile is nobody's here.</returns>
    public Caller? OfProfile(string profile) =>
        all.FirstOrDefault(it => it.Profile == profile) is { } account ? new(account, account.Keys.Count > 0 ? account.Id : Seller.Id) : null;

    private bool IsConnectable(string id) =>
        id.StartsWith(Prefix, StringComparison.Ordinal) && all.All(it => it.Id != id || it.Keys.Count == 0);

    private Caller Connected(string id, string home) =>
        new(all.FirstOrDefault(it => it.Id == id) ?? new(id, $"profile_{id[Prefix.Length..]}", []), home);
}
