namespace Acp.Pricing;

/// <param name="AmountOff">Minor units by currency, or null for a percentage.</param>
/// <param name="Minimum">Minor units by currency, or null where there is none.</param>
public sealed record CatalogDiscount(
    string Code,
    string Title,
    long? PercentOffPpm,
    IReadOnlyDictionary<string, long>? AmountOff,
    IReadOnlyDictionary<string, long>? Minimum,
    bool Combinable,
    DateTimeOffset? StartsAt,
    DateTimeOffset? EndsAt)
{
    /// <summary>Null in a currency for which the merchant gave no amount or no minimum: none is guessed.</summary>
    public DiscountRule? In(string currency)
    {
        var (amount, minimum) = (At(AmountOff, currency), At(Minimum, currency));
        return (AmountOff is not null && amount is null) || (Minimum is not null && minimum is null)
            ? null
            : new(Code, Title, PercentOffPpm, amount, minimum ?? 0, Combinable, StartsAt, EndsAt);
    }

    private static long? At(IReadOnlyDictionary<string, long>? amounts, string currency) =>
        amounts is not null && amounts.TryGetValue(currency, out var amount) ? amount : null;
}
