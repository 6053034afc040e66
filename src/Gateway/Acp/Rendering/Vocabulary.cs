using Acp.CheckoutSessions;

namespace Acp.Gateway.Rendering;

/// <summary>
/// The closed sets of one version of the protocol. What a version has no word for becomes the nearest it has, or is left
/// out; nothing else in here knows which version it writes.
/// </summary>
internal sealed record Vocabulary
{
    /// <summary>A word for every status.</summary>
    public required IReadOnlyDictionary<CheckoutStatus, string> Statuses { get; init; }

    /// <summary>Codes of error messages; must hold <c>invalid</c>, which stands for all the others.</summary>
    public required IReadOnlySet<string> ErrorCodes { get; init; }

    /// <summary>Codes of warnings; empty where the version has none: they become information.</summary>
    public required IReadOnlySet<string> WarningCodes { get; init; }

    /// <summary>From the newest version's link types to this one's; a link of another type is left out.</summary>
    public required IReadOnlyDictionary<string, string> LinkTypes { get; init; }

    public required bool HasLinkTitles { get; init; }

    /// <summary>Whether a message has a severity.</summary>
    public required bool HasSeverity { get; init; }

    /// <summary>Whether an error message says who can mend it.</summary>
    public required bool HasResolution { get; init; }

    /// <summary>From a JSONPath into the newest version's session or request to this version's; null where it has no such place.</summary>
    public required Func<string, string?> Path { get; init; }

    public string ErrorCode(string? code) => code is not null && ErrorCodes.Contains(code) ? code : "invalid";
}
