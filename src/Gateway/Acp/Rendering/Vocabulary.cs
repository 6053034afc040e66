using Acp.CheckoutSessions;
using Acp.Orders;

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

    /// <summary>
    /// Whether a session that waits for the shopper can say what a challenge needs. A version that also demands facts
    /// about the shopper's browser cannot: nobody told them to us. docs/decisions/0021-what-a-challenge-is-told.md.
    /// </summary>
    public bool ShowsAuthentication { get; init; }

    /// <summary>Whether an address may name a company.</summary>
    public bool HasCompanies { get; init; }

    /// <summary>Whether a payment handler says how to show itself.</summary>
    public bool HasHandlerDisplay { get; init; }

    /// <summary>Whether shoppers can be asked for marketing consent.</summary>
    public bool HasMarketingConsents { get; init; }

    /// <summary>Words for where an order stands, where it is told without its lines and parcels; what is not there is left unsaid.</summary>
    public IReadOnlyDictionary<OrderStatus, string> OrderStatuses { get; init; } = new Dictionary<OrderStatus, string>();

    /// <summary>Whether an order is told with everything in it.</summary>
    public bool HasFullOrders { get; init; }

    /// <summary>From a JSONPath into the newest version's session or request to this version's; null where it has no such place.</summary>
    public required Func<string, string?> Path { get; init; }

    public string ErrorCode(string? code) => code is not null && ErrorCodes.Contains(code) ? code : "invalid";
}
