using System.Collections.Immutable;

namespace Acp.Fakes;

/// <summary>What the page offers to pay with.</summary>
/// <param name="Name">In the form: a test payment method of Stripe's.</param>
/// <param name="IsDebit">Slow: the page is over before the money is there.</param>
internal sealed record TestCard(string Name, string Label, string Effect, bool IsDebit = false)
{
    public static readonly ImmutableArray<TestCard> All =
    [
        new("pm_card_visa", "Visa 4242 4242 4242 4242", "pays"),
        new("pm_card_visa_chargeDeclined", "Visa 4000 0000 0000 0002", "is declined"),
        new("pm_card_visa_chargeDeclinedInsufficientFunds", "Visa 4000 0000 0000 9995", "is declined for insufficient funds"),
        new("pm_card_authenticationRequired", "Visa 4000 0027 6000 3184", "must be authenticated (3-D Secure)"),
        new("pm_usBankAccount_success", "Bank account 000123456789", "is processed first and pays later", IsDebit: true),
    ];

    public static IEnumerable<TestCard> For(CheckoutPage page) => All.Where(card => !card.IsDebit || page.Asked.TakesDebits);

    /// <returns>How it behaves; null where the page does not offer it.</returns>
    public static Card? Of(string name, CheckoutPage page) => For(page).Any(card => card.Name == name) ? Card.OfMethod(name) : null;
}
