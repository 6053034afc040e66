using Acp.CheckoutSessions;
using Acp.Payments;

namespace Acp.Gateway.Tests.Host;

/// <summary>Sessions as they are stored, at a stage of their payment.</summary>
internal static class SomeCheckouts
{
    public static CheckoutSession Charging(string id, DateTimeOffset since, int sends = 1) => Session(id, new Payment.Charging(Attempt(id, since, sends)), since);

    public static CheckoutSession Waiting(string id, DateTimeOffset since) =>
        Session(id, new Payment.Waiting(Attempt(id, since, sends: 1), "pi_1", WaitingFor.Shopper), since);

    public static CheckoutSession Open(string id, DateTimeOffset since) => Session(id, new Payment.Open(Refused: 0), since);

    /// <summary>What became the order <c>ord_{id}</c>.</summary>
    public static CheckoutSession Charged(string id, DateTimeOffset since) =>
        Session(id, new Payment.Charged(Attempt(id, since, sends: 1), "pi_1"), since) with { Order = new Order($"ord_{id}", "1001", since) };

    private static CheckoutSession Session(string id, Payment payment, DateTimeOffset at) => new(
        id, "one", "usd", Sessions.Ready().Buyer, FulfillmentDetails: null, BillingAddress: null, Sessions.Ready().Quote, Interventions: [],
        Locale: null, Timezone: null, Metadata: null, OrderNotes: null, payment, Order: null, at, at, at.AddHours(6));

    private static ChargeAttempt Attempt(string id, DateTimeOffset since, int sends) => new(
        Number: 1, Sessions.Ready().Quote.Total, "usd", "tok_secret_of_the_shopper", $"tok_secret_of_the_shopper:{id}", $"acp:{id}:1", new FrozenRequest("POST /", ReadOnlyMemory<byte>.Empty, "v", "acct_1"), sends, since, Holds: []);
}
