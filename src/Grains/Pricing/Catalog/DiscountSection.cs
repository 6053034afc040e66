namespace Acp.Pricing;

internal static class DiscountSection
{
    public static IReadOnlyList<CatalogDiscount> Read(JsonSpot? section, Problems problems) => problems.Distinct(
        section,
        spot => One(spot, new ObjectReader(spot, problems), problems),
        discount => discount.Code.ToUpperInvariant(),
        "code, which has no case, of the discount");

    private static CatalogDiscount One(JsonSpot spot, ObjectReader discount, Problems problems)
    {
        var code = problems.Id(discount.Required("code"));
        var title = problems.Text(discount.Required("title"));
        var (percent, amount) = (discount.Optional("percent_off_ppm"), discount.Optional("amount_off"));
        var minimum = discount.Optional("minimum");
        var combinable = problems.Flag(discount.Optional("combinable"));
        var (start, end) = (discount.Optional("starts_at"), discount.Optional("ends_at"));
        discount.RefuseOthers();
        RefuseBothOrNeither(spot, percent, amount, problems);
        return Ordered(end, problems, new CatalogDiscount(
            code,
            title,
            percent is null ? null : problems.Integer(percent, 1, Rounding.Million, "millionths (100000 is 10 %)"),
            amount is null ? null : problems.AmountsOf(amount, least: 1),
            minimum is null ? null : problems.AmountsOf(minimum),
            combinable,
            problems.Instant(start),
            problems.Instant(end)));
    }

    private static void RefuseBothOrNeither(JsonSpot spot, JsonSpot? percent, JsonSpot? amount, Problems problems)
    {
        if (percent is null == amount is null)
        {
            problems.Add(spot, "must have either \"percent_off_ppm\" or \"amount_off\".");
        }
    }

    private static CatalogDiscount Ordered(JsonSpot? end, Problems problems, CatalogDiscount discount)
    {
        if (discount.StartsAt >= discount.EndsAt)
        {
            problems.Add(end!, "must be after \"starts_at\".");
        }

        return discount;
    }
}
