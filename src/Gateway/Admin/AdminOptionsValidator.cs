using Acp.Gateway.Keys;
using Microsoft.Extensions.Options;

namespace Acp.Gateway.Admin;

/// <summary>Names the configuration key at fault, never its value: a key is a secret, even a bad one.</summary>
internal sealed class AdminOptionsValidator(IConfiguration configuration) : IValidateOptions<AdminOptions>
{
    private const int ShortestKey = 12;
    internal const int LongestName = 100;

    public ValidateOptionsResult Validate(string? name, AdminOptions options)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        var faults = TwoForms().Concat(options.Keys.SelectMany((key, i) => FaultsOf(key, $"Admin:Keys:{i}", known))).ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    // The binder would take the plain one, an owner's, and pass over the role that somebody took the trouble to write.
    private IEnumerable<string> TwoForms() => configuration.GetSection("Admin:Keys").GetChildren()
        .Where(key => key.Value is not null && key.GetChildren().Any())
        .Select(key => $"{key.Path} is given both as a plain key and with {key.Path}:Key: leave one of them out.");

    private static IEnumerable<string> FaultsOf(AdminKey key, string at, HashSet<string> known)
    {
        var keyAt = key.IsPlain ? at : $"{at}:Key";
        string?[] faults =
        [
            key.IsPlain || IsName(key.Name) ? null
                : $"{at}:Name must be 1 to {LongestName} printable characters, not beginning with {PlainAdminKey.NamePrefix}: it stands in the audit trail.",
            key.KnownRole is null ? $"{at}:Role must be read, support or owner." : null,
            ConfiguredKey.Fault(key.Key, ShortestKey) is { } fault ? keyAt + fault
                : known.Add(Convert.ToHexString(ConfiguredKey.DigestOf(key.Key))) ? null
                : $"{keyAt} is used twice: a key must name one person.",
        ];
        return faults.OfType<string>();
    }

    /// <summary>Of an operator: it stands in audit trails.</summary>
    public static bool IsName(string name) =>
        !string.IsNullOrWhiteSpace(name)
        && name.Length <= LongestName
        && !name.Any(char.IsControl)
        && !name.StartsWith(PlainAdminKey.NamePrefix, StringComparison.OrdinalIgnoreCase);
}
