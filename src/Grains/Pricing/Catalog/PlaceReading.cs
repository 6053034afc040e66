namespace Acp.Pricing;

internal static class PlaceReading
{
    /// <returns>Null where the member is absent.</returns>
    public static string? State(this Problems problems, JsonSpot? spot)
    {
        if (spot is null)
        {
            return null;
        }

        var state = problems.Text(spot, most: 60);
        if (state.Any(char.IsLower) || state.Length != state.Trim().Length)
        {
            problems.Add(spot, "must be in capital letters, without blanks around it, such as \"CA\".");
        }

        return state;
    }

    public static string? PostalPrefix(this Problems problems, JsonSpot? spot)
    {
        if (spot is null)
        {
            return null;
        }

        var prefix = Place.PostalCode(problems.Text(spot, most: 12));
        if (prefix.Length == 0)
        {
            problems.Add(spot, "must have at least one letter or digit, such as \"941\".");
        }

        return prefix;
    }
}
