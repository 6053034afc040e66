namespace Acp.Gateway.Reading;

/// <summary>Reads <c>discounts.codes</c>, or its deprecated alias <c>coupons</c>; where both are given the codes win.</summary>
internal static class DiscountCodes
{
    public static IReadOnlyList<string> Read(Field body) => ReadChange(body).Value ?? [];

    public static Change<IReadOnlyList<string>> ReadChange(Field body)
    {
        var discounts = body["discounts"];
        if (discounts.HasValue && discounts.Object()["codes"] is { IsAbsent: false } codes)
        {
            return codes.Change(ReadCodes);
        }

        var coupons = body["coupons"].Change(ReadCodes);
        return discounts.IsAbsent || discounts.HasValue || coupons.Given ? coupons : Change.To<IReadOnlyList<string>>(null);
    }

    private static IReadOnlyList<string> ReadCodes(Field codes) => codes.List(Limits.Codes, code => code.RequiredText(Limits.Id));
}
