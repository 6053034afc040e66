namespace Acp.Pricing;

/// <summary>
/// Which codes count and what they take off. Every discount is reckoned from the items' base amount, so two of them
/// take off the same in whichever order they were sent. Docs: decisions/0004.
/// </summary>
internal sealed record Discounting(
    IReadOnlyList<AppliedDiscount> Applied, IReadOnlyList<RejectedDiscount> Rejected, IReadOnlyList<long> PerLine)
{
    private sealed record Accepted(string Code, DiscountRule Rule);

    public static Discounting Of(IReadOnlyList<CartLine> lines, IReadOnlyList<SubmittedCode> codes, Currency currency, DateTimeOffset now)
    {
        var baseAmount = lines.Sum(line => line.BaseAmount());
        var accepted = new List<Accepted>();
        var rejected = new List<RejectedDiscount>();
        foreach (var (code, rule) in codes)
        {
            if (Rejection(rule, accepted, baseAmount, currency, now) is var (reason, message))
            {
                rejected.Add(new RejectedDiscount(code, reason, message));
            }
            else
            {
                accepted.Add(new Accepted(code, rule!));
            }
        }

        return Apply(lines, accepted, rejected, baseAmount, currency.Step);
    }

    private static Discounting Apply(
        IReadOnlyList<CartLine> lines, List<Accepted> accepted, List<RejectedDiscount> rejected, long baseAmount, long step)
    {
        var left = lines.Select(line => line.BaseAmount()).ToArray();
        var applied = new Dictionary<Accepted, AppliedDiscount>();
        foreach (var discount in InFixedOrder(accepted))
        {
            var amount = Math.Min(Worth(discount.Rule, baseAmount, step), left.Sum());
            var shares = Allocation.Split(amount, [.. lines.Zip(left, (line, rest) => new Portion(line.Product.Id, rest))], step);
            left = [.. left.Zip(shares, (rest, share) => rest - share)];
            applied[discount] = Describe(discount, amount, shares);
        }

        return new Discounting(
            [.. accepted.Select(one => applied[one])],
            rejected,
            [.. lines.Zip(left, (line, rest) => line.BaseAmount() - rest)]);
    }

    /// <summary>Percentages first, so that a fixed amount takes from what they leave; then by code, not by who was sent first.</summary>
    private static IEnumerable<Accepted> InFixedOrder(List<Accepted> accepted) => accepted
        .OrderBy(one => one.Rule.PercentOffPpm is null)
        .ThenBy(one => one.Rule.Code.ToUpperInvariant(), StringComparer.Ordinal);

    private static long Worth(DiscountRule rule, long baseAmount, long step) => rule.PercentOffPpm is { } ppm
        ? Rounding.Share(baseAmount, ppm, step)
        : Rounding.ToStep(rule.AmountOff ?? 0, step);

    private static AppliedDiscount Describe(Accepted discount, long amount, IReadOnlyList<long> shares) =>
        new(discount.Code, discount.Rule.Title, discount.Rule.PercentOffPpm, discount.Rule.AmountOff, amount, shares);

    private static (DiscountRejection Reason, string Message)? Rejection(
        DiscountRule? rule, List<Accepted> accepted, long baseAmount, Currency currency, DateTimeOffset now)
    {
        return rule switch
        {
            null => (DiscountRejection.Invalid, "There is no such discount code."),
            _ when accepted.Any(other => Same(other.Rule, rule)) => (DiscountRejection.AlreadyApplied, "This discount is applied already."),
            { StartsAt: { } start } when now < start => (DiscountRejection.Invalid, "This discount has not started yet."),
            { EndsAt: { } end } when now >= end => (DiscountRejection.Expired, "This discount has ended."),
            { MinimumSubtotal: var minimum } when baseAmount < minimum =>
                (DiscountRejection.MinimumNotMet, $"This discount needs items for {currency.Text(minimum)} at least."),
            _ when accepted.Any(other => !(other.Rule.Combinable && rule.Combinable)) =>
                (DiscountRejection.CombinationDisallowed, "This discount cannot be combined with the one before it."),
            _ => null,
        };
    }

    private static bool Same(DiscountRule one, DiscountRule other) =>
        string.Equals(one.Code, other.Code, StringComparison.OrdinalIgnoreCase);
}
