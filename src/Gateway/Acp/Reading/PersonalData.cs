using System.Text.RegularExpressions;
using Acp.Gateway.Errors;

namespace Acp.Gateway.Reading;

/// <summary>
/// What obviously tells of a person. It looks for the obvious only: ids of campaigns are long rows of digits as well, and
/// a sale must not be lost to one.
/// </summary>
internal static partial class PersonalData
{
    private static readonly string[] Names = ["email", "mail", "phone", "telephone", "mobile", "ssn", "address", "surname", "birthday", "passport"];

    public static RequestRefusedException Fault(Field field) => field.Fault("pii_not_allowed", "must not hold personal data");

    /// <summary>A name such as <c>user_email</c>.</summary>
    public static bool IsNameOfSome(string name) =>
        Word().Matches(name).Any(word => Names.Contains(word.Value, StringComparer.OrdinalIgnoreCase));

    /// <summary>An e-mail address, a phone number as people write them, a social security number or a card number.</summary>
    public static bool IsLike(string text) => IsLikeMail(text) || Phone().IsMatch(text) || SocialSecurity().IsMatch(text) || HoldsCard(text);

    public static bool IsLikeMail(string text) => Mail().IsMatch(text.Replace("%40", "@", StringComparison.Ordinal));

    private static bool HoldsCard(string text) => Digits().Matches(text).Any(run => IsCard(run.Value.Replace(" ", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal)));

    // By length and first digits of the large networks and by the check digit: one id in many is taken for a card, no card for an id.
    private static bool IsCard(string digits) => Network().IsMatch(digits) && CheckSum(digits) % 10 == 0;

    private static int CheckSum(string digits) =>
        digits.Reverse().Select((digit, i) => (digit - '0') * (1 + (i % 2))).Sum(value => value > 9 ? value - 9 : value);

    // «userEmail» and «user_email» are both two words.
    [GeneratedRegex("[A-Z]?[a-z]+|[A-Z]+(?![a-z])")]
    private static partial Regex Word();

    [GeneratedRegex(@"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Mail();

    [GeneratedRegex(@"(?<!\d)(?:\+\d[\d ().-]{7,18}\d|\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4})(?!\d)", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Phone();

    [GeneratedRegex(@"(?<!\d)\d{3}-\d{2}-\d{4}(?!\d)")]
    private static partial Regex SocialSecurity();

    [GeneratedRegex(@"(?<!\d)\d(?:[ -]?\d){12,18}(?!\d)")]
    private static partial Regex Digits();

    [GeneratedRegex(@"^(?:4\d{12}(?:\d{3}){0,2}|5[1-5]\d{14}|2[2-7]\d{14}|3[47]\d{13}|6(?:011|4[4-9]\d|5\d\d)\d{12,15})$")]
    private static partial Regex Network();
}
