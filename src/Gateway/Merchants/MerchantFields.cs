using Acp.Gateway.Reading;
using Acp.Merchants;

namespace Acp.Gateway.Merchants;

/// <summary>What requests say of merchants: platforms' as well as administrators'.</summary>
internal static class MerchantFields
{
    /// <summary>Of a merchant's domain, as an error names it.</summary>
    private const string Rule = "must be a plain host name, such as shop.example: no scheme, port, path or IP address";

    public static string Domain(Field domain) =>
        MerchantDomains.TryRead(domain.RequiredText(Limits.Text), out var read) ? read : throw domain.Fault("invalid_domain", Rule);

    /// <summary>A name at the payment provider: it becomes part of a provider call.</summary>
    public static string Profile(Field profile)
    {
        var text = profile.RequiredText(Limits.Id);
        return text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-')
            ? text
            : throw profile.Fault("invalid_profile", "must be the name of a profile at the payment provider: letters, digits, _ and -");
    }
}
