namespace Acp.Gateway.Reading;

/// <summary>Reads <c>discounts.codes</c>, or its deprecated alias <c>coupons</c>; where both are given the codes win.</summary>
internal static class DiscountCodes
{
    public static IReadOnlyList<string> Read(Field body) => ReadChange(body).Value ?? [];

    public static Change<IReadOnlyList<string>> ReadChange(Field body)
    {
        var discounts = body["discounts"];
        var codes = discounts.HasValue ? discounts.Object()["codes"] : discounts; // No discounts at all clears the codes, too.
        return (codes.IsAbsent ? body["coupons"] : codes).Change(ReadCodes);
    }

    private static IReadOnlyList<string> ReadCodes(Field codes) => codes.List(Limits.Codes, code => code.RequiredText(Limits.Id));
}
