using System.Text.Json;
using Acp.Gateway.Errors;

namespace Acp.Gateway.Reading;

/// <summary>
/// Finds what plainly tells of a person: an e-mail address, an international phone number, a member that is named after
/// one. It cannot find all; what it finds is refused, so that whoever sends it learns of it.
/// </summary>
internal static class PersonalData
{
    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        "email", "e_mail", "email_address", "phone", "phone_number", "name", "first_name", "last_name", "full_name",
        "address", "street", "line_one", "postal_code", "ip_address", "date_of_birth", "ssn",
    };

    /// <exception cref="RequestRefusedException">400 <c>pii_not_allowed</c>, with the place.</exception>
    public static void Refuse(Field given)
    {
        foreach (var member in given.Members())
        {
            if (IsOfAPerson(member))
            {
                throw member.Fault("pii_not_allowed", "must not hold personal data");
            }

            if (member.Json.ValueKind == JsonValueKind.Object)
            {
                Refuse(member);
            }
        }
    }

    private static bool IsOfAPerson(Field member) =>
        (Names.Contains(member.Location.Member!) && member.HasValue)
        || (member.Json.ValueKind == JsonValueKind.String && IsAddressOfAPerson(member.Json.GetString()!));

    private static bool IsAddressOfAPerson(string text) => text.Split((char[]?)null).Any(IsEmail) || IsPhone(text);

    private static bool IsEmail(string word)
    {
        var at = word.IndexOf('@', StringComparison.Ordinal);
        return at > 0 && word.IndexOf('.', at) > at + 1 && !word.Contains("://", StringComparison.Ordinal);
    }

    private static bool IsPhone(string text) =>
        text.StartsWith('+') && text.Count(char.IsAsciiDigit) is >= 8 and <= 15 && text[1..].All(c => char.IsAsciiDigit(c) || c is ' ' or '-' or '(' or ')' or '.');
}
