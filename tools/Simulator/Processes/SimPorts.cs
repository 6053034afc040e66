using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Acp.CheckoutSessions;
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

/// <summary>As above: <c>token|status</c>, or <c>refused|rule</c>.</summary>
internal sealed class SimTokenReplies : ITokenReplies
{
    public Reply Render(SharedPaymentTokenView token) => new(201, Encoding.UTF8.GetBytes($"{token.Id}|{token.Status}"));

    public Reply Render(Refusal refusal) => new(400, Encoding.UTF8.GetBytes($"refused|{refusal.Rule}"));
}

/// <summary>One policy for every platform; its days are small.</summary>
internal sealed class SimPolicies(Pace pace) : ITokenPolicies
{
    /// <summary>Minor units of one token.</summary>
    public const long MaximumAmount = 5_000;

    public TokenPolicy? Of(string platform) => new(
        new Dictionary<string, long> { ["usd"] = MaximumAmount },
        Merchants: null,
        pace.TokensPerDay,
        new Dictionary<string, long> { ["usd"] = pace.AmountPerDay });
}

/// <summary>Every session may be paid on a page.</summary>
internal sealed class SimHostedCheckout : IHostedCheckout
{
    public bool Covers(string platform, string currency) => true;

    public ReturnAddresses AddressesOf(string session) => new(new Uri($"https://shop.example/pay/{session}/return"), new Uri($"https://shop.example/pay/{session}"));
}
