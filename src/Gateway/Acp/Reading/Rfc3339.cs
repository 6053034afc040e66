using System.Globalization;
using System.Text.RegularExpressions;

namespace Acp.Gateway.Reading;

/// <summary>
/// Times as the protocol writes them. The runtime alone would take more for one: a time of day as today's, and 04/05 as
/// April, which it is not everywhere.
/// </summary>
internal static partial class Rfc3339
{
    public static bool TryParse(string text, out DateTimeOffset time)
    {
        time = default;
        return Form().IsMatch(text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out time);
    }

    // Nine digits are nanoseconds; what is beyond the clock's own is read over.
    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)\z", RegexOptions.ECMAScript)]
    private static partial Regex Form();
}
