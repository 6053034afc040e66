using System.Collections.Frozen;

namespace Acp.Fakes;

/// <summary>3-D Secure that was run elsewhere and is imported with a charge, checked as Stripe checks it.</summary>
internal static class Authentication
{
    private const string Name = "payment_method_options[card][three_d_secure]";
    private const string Cryptogram = "cryptogram";
    private const string TransactionId = "transaction_id";
    private const string Version = "version";
    private const string Indicator = "electronic_commerce_indicator";

    private static readonly FrozenSet<string> Known = new[]
    {
        "ares_trans_status", Cryptogram, Indicator, "exemption_indicator", "network_options", "requestor_challenge_indicator",
        TransactionId, Version,
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly string[] Required = [Cryptogram, TransactionId, Version];
    private static readonly FrozenSet<string> Versions = new[] { "1.0.2", "2.1.0", "2.2.0", "2.3.0", "2.3.1" }.ToFrozenSet(StringComparer.Ordinal);
    private static readonly FrozenSet<string> Indicators = new[] { "01", "02", "05", "06", "07" }.ToFrozenSet(StringComparer.Ordinal);

    /// <returns>Null where the form imports none.</returns>
    public static FakeAuthentication? In(Dictionary<string, string> form) => Fields.Map(form, Name) is { Count: > 0 } given
        ? new(given[Version], given[TransactionId], given.GetValueOrDefault(Indicator))
        : null;

    /// <returns>Null where nothing is wrong with what is imported, or nothing is.</returns>
    public static Outcome? Problem(Dictionary<string, string> form)
    {
        var given = Fields.Map(form, Name);
        return given.Count == 0 ? null : Unknown(given) ?? Missing(given) ?? Unusable(given);
    }

    private static Outcome? Unknown(IReadOnlyDictionary<string, string> given) =>
        given.Keys.FirstOrDefault(member => !Known.Contains(member.Split(']')[0])) is { } unknown
            ? Errors.Parameter("parameter_unknown", In(unknown), $"Received unknown parameter: {In(unknown)}")
            : null;

    private static Outcome? Missing(IReadOnlyDictionary<string, string> given) =>
        Required.FirstOrDefault(member => string.IsNullOrEmpty(given.GetValueOrDefault(member))) is { } missing ? Errors.Missing(In(missing)) : null;

    private static Outcome? Unusable(IReadOnlyDictionary<string, string> given) => given switch
    {
        _ when !Versions.Contains(given[Version]) => NotOneOf(Version, Versions),
        _ when given.GetValueOrDefault(Indicator) is { } indicator && !Indicators.Contains(indicator) => NotOneOf(Indicator, Indicators),
        _ => null,
    };

    private static Outcome NotOneOf(string member, IEnumerable<string> allowed) =>
        Errors.Parameter(null, In(member), $"Invalid {In(member)}: must be one of {string.Join(", ", allowed.Order(StringComparer.Ordinal))}");

    private static string In(string member) => $"{Name}[{member}]";
}
