namespace Acp.Gateway.Reading;

internal static class Currencies
{
    /// <returns>ISO 4217 in lower case; whether anything is sold in it is the catalog's to say.</returns>
    public static string Read(Field currency)
    {
        var code = currency.RequiredText(Limits.Text);
        return code.Length == 3 && code.All(char.IsAsciiLetter)
            ? code.ToLowerInvariant()
            : throw currency.Fault("invalid_currency", "must be a three-letter ISO 4217 code");
    }
}
