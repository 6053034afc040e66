namespace Acp.Pricing;

/// <summary>Compares addresses as shoppers write them with places as merchants write them.</summary>
internal static class Place
{
    public static bool SameCountry(string country, Address address) =>
        string.Equals(country, address.Country, StringComparison.OrdinalIgnoreCase);

    /// <summary>Upper case; for the countries of <see cref="States"/> the code, so that California and US-CA are CA.</summary>
    public static string State(Address address) => States.Code(address.Country, Written(address)) ?? Written(address);

    /// <summary>False where the country's states are listed and this is none of them.</summary>
    public static bool HasKnownState(Address address) => States.Code(address.Country, Written(address)) is not null;

    // Without the country that ISO 3166-2 puts in front.
    private static string Written(Address address)
    {
        var state = address.State.Trim().ToUpperInvariant();
        var prefix = $"{address.Country.ToUpperInvariant()}-";
        return state.StartsWith(prefix, StringComparison.Ordinal) ? state[prefix.Length..] : state;
    }

    /// <summary>Whether two addresses are one place, whoever lives there and however it is capitalized.</summary>
    public static bool Same(Address one, Address other) =>
        SameText(one.LineOne, other.LineOne)
        && SameText(one.LineTwo, other.LineTwo)
        && SameText(one.City, other.City)
        && SameCountry(one.Country, other)
        && State(one) == State(other)
        && PostalCode(one.PostalCode) == PostalCode(other.PostalCode);

    public static bool SameText(string? one, string? other) =>
        string.Equals((one ?? "").Trim(), (other ?? "").Trim(), StringComparison.OrdinalIgnoreCase);

    /// <summary>Upper case without blanks and dashes: 100-0001 and 1000001 are one.</summary>
    public static string PostalCode(string code) =>
        string.Concat(code.Where(char.IsLetterOrDigit)).ToUpperInvariant();
}
