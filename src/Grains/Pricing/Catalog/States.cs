using System.Collections.Frozen;

namespace Acp.Pricing;

/// <summary>
/// The states of countries whose taxes go by state, with their ISO 3166-2 codes. Shoppers write «California»; a state
/// that is not understood must not pass for one without tax.
/// </summary>
internal static class States
{
    private const string Us =
        "AL Alabama;AK Alaska;AZ Arizona;AR Arkansas;CA California;CO Colorado;CT Connecticut;DE Delaware;DC District of Columbia;"
        + "FL Florida;GA Georgia;HI Hawaii;ID Idaho;IL Illinois;IN Indiana;IA Iowa;KS Kansas;KY Kentucky;LA Louisiana;ME Maine;"
        + "MD Maryland;MA Massachusetts;MI Michigan;MN Minnesota;MS Mississippi;MO Missouri;MT Montana;NE Nebraska;NV Nevada;"
        + "NH New Hampshire;NJ New Jersey;NM New Mexico;NY New York;NC North Carolina;ND North Dakota;OH Ohio;OK Oklahoma;OR Oregon;"
        + "PA Pennsylvania;RI Rhode Island;SC South Carolina;SD South Dakota;TN Tennessee;TX Texas;UT Utah;VT Vermont;VA Virginia;"
        + "WA Washington;WV West Virginia;WI Wisconsin;WY Wyoming;AS American Samoa;GU Guam;MP Northern Mariana Islands;"
        + "PR Puerto Rico;UM United States Minor Outlying Islands;VI U.S. Virgin Islands;"
        + "AA Armed Forces Americas;AE Armed Forces Europe;AP Armed Forces Pacific";

    private const string Canada =
        "AB Alberta;BC British Columbia;MB Manitoba;NB New Brunswick;NL Newfoundland and Labrador;NT Northwest Territories;"
        + "NS Nova Scotia;NU Nunavut;ON Ontario;PE Prince Edward Island;QC Quebec;QC Québec;SK Saskatchewan;YT Yukon";

    private static readonly FrozenDictionary<string, FrozenDictionary<string, string>> ByCountry =
        new Dictionary<string, FrozenDictionary<string, string>> { ["US"] = Read(Us), ["CA"] = Read(Canada) }
            .ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <returns>The state's code; what was given where the country's states are not listed here; null where it is none of them.</returns>
    public static string? Code(string country, string state) => !ByCountry.TryGetValue(country, out var states) ? state
        : states.TryGetValue(state, out var code) ? code
        : null;

    private static FrozenDictionary<string, string> Read(string states) => states.Split(';')
        .SelectMany(entry => new[] { (Name: entry[..2], Code: entry[..2]), (Name: entry[3..], Code: entry[..2]) })
        .DistinctBy(entry => entry.Name, StringComparer.OrdinalIgnoreCase)
        .ToFrozenDictionary(entry => entry.Name, entry => entry.Code, StringComparer.OrdinalIgnoreCase);
}
