namespace Acp.Fakes;

/// <summary>When a token ends, as whoever makes it asks.</summary>
internal static class Expiry
{
    public const string Name = "usage_limits[expires_at]";
    private const int MostDays = 90;

    public static DateTimeOffset? In(Dictionary<string, string> form) =>
        Fields.Whole(form, Name) is { } seconds ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;

    public static Outcome? Problem(Dictionary<string, string> form, DateTimeOffset now) => (form.ContainsKey(Name), Fields.Whole(form, Name)) switch
    {
        (false, _) => null,
        (_, null) => Errors.Parameter("parameter_invalid_integer", Name, "Invalid timestamp."),
        (_, { } seconds) when seconds <= now.ToUnixTimeSeconds() => Errors.Parameter("parameter_invalid", Name, "The expiry must be in the future."),
        (_, { } seconds) when seconds > now.AddDays(MostDays).ToUnixTimeSeconds() => Errors.Parameter("parameter_invalid", Name, "A token expires within 90 days."),
        _ => null,
    };
}
