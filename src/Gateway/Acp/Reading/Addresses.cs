using Acp.Pricing;

namespace Acp.Gateway.Reading;

internal static class Addresses
{
    public static Address? ReadOptional(Field address) => address.HasValue ? Read(address) : null;

    public static Address Read(Field address) => new(
        address.Object()["name"].RequiredText(Limits.Text),
        address["line_one"].RequiredText(Limits.Text),
        address["line_two"].OptionalText(Limits.Text),
        address["city"].RequiredText(Limits.Text),
        // Not every country has states or postal codes: the member is required, its text may be empty.
        address["state"].Required().Text(Limits.Text),
        ReadCountry(address["country"]),
        address["postal_code"].Required().Text(Limits.Text),
        address["company"].OptionalText(Limits.Text));

    private static string ReadCountry(Field country)
    {
        var code = country.RequiredText(Limits.Text);
        return code.Length == 2 && code.All(char.IsAsciiLetter)
            ? code.ToUpperInvariant()
            : throw country.Fault("invalid_country", "must be a two-letter ISO 3166-1 code");
    }
}
