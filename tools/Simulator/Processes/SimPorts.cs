using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Acp.CheckoutSessions;
using Acp.Payments;
using Acp.Pricing;
using Acp.SharedPaymentTokens;
using Acp.TokenIssues;

namespace Acp.Simulation;

/// <summary>Counts. Unique over all processes, as 128 random bits are.</summary>
internal sealed class SimIds : IIds
{
    private int last;

    public string New(string prefix) => prefix + (++last).ToString(CultureInfo.InvariantCulture);

    public Guid NewCommitId() => new(++last, 0, 0, new byte[8]);
}

/// <summary>A mug (500, counted), a book (300, not counted), a sample (free); a tenth more where the billing state is «TAX».</summary>
internal sealed class SimPricing : IPricing
{
    public const string Mug = "mug";
    public const string Book = "book";
    public const string Sample = "sample";
    public const string TaxedState = "TAX";

    private static readonly ImmutableDictionary<string, FrozenProduct> Products = new[] { Product(Mug, 500), Product(Book, 300), Product(Sample, 0) }
        .ToImmutableDictionary(product => product.Id);

    public ValueTask<CartChange> Assemble(IReadOnlyList<CartLine> current, IReadOnlyList<RequestedItem> asked, string currency) =>
        new(new CartChange.Changed([.. asked.Select(item => new CartLine($"li_{item.ItemId}", item.Quantity, Products[item.ItemId]))]));

    public ValueTask<Quote> Price(Cart cart, DateTimeOffset now)
    {
        var lines = cart.Lines.Select(line => Priced(line, cart.BillingAddress?.State == TaxedState)).ToArray();
        return new(new Quote(
            lines, [], [], [], [], [], [new TotalLine(TotalType.Total, "Total", lines.Sum(line => line.Total))], [], cart.BillingAddress));
    }

    private static QuotedLine Priced(CartLine line, bool taxed)
    {
        var amount = line.Product.UnitAmount * line.Quantity;
        var tax = taxed ? amount / 10 : 0;
        return new QuotedLine(line, amount, 0, amount, tax, amount + tax, line.Product.Id == Mug);
    }

    private static FrozenProduct Product(string id, long amount) => new(id, id, null, amount, ProductKind.Digital, "standard", [], 99);
}

/// <summary>Replies that the auditor can read without the product's help: <c>session|status|total|order</c>, or <c>refused|rule</c>.</summary>
internal sealed class SimReplies : IReplies
{
    public Reply Render(string apiVersion, CheckoutSessionView session, bool created) => new(
        created ? 201 : 200,
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{session.Id}|{session.Status}|{session.Quote.Total}|{session.Order?.Id}")));

    public Reply Render(string apiVersion, Refusal refusal) => new(400, Encoding.UTF8.GetBytes($"refused|{refusal.Rule}"));
}

/// <summary>Nobody has tokens issued here: the shoppers bring their own.</summary>
internal sealed class NoPolicies : ITokenPolicies
{
    public TokenPolicy? Of(string platform) => null;
}

internal sealed class SimTokenReplies : ITokenReplies
{
    public Reply Render(SharedPaymentTokenView token) => new(201, Encoding.UTF8.GetBytes($"{token.Id}|{token.Status}"));

    public Reply Render(Refusal refusal) => new(400, Encoding.UTF8.GetBytes($"refused|{refusal.Rule}"));
}

internal sealed class NoIssuer : ITokenIssuer
{
    public bool IsConfigured => false;

    public FrozenRequest Freeze(IssueOrder order) => throw new HarnessException("Nothing is issued.");

    public ValueTask<IssueAnswer> Issue(string providerKey, FrozenRequest request, DateTimeOffset notAfter) => new(new IssueAnswer.NotExecuted());

    public ValueTask<IssuedLookup> LookUpIssued(string token) => new(new IssuedLookup.NotAnswered());

    public ValueTask<RevokeAnswer> Revoke(string token, string providerKey) => new(new RevokeAnswer.NotAnswered());
}
