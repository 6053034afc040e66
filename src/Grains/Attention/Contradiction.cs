using System.Globalization;
using Acp.Store;

namespace Acp.Attention;

/// <summary>
/// Two records of one checkout's money that contradict each other, as it is stored: no machine can tell which is right, and it
/// stays before people until one of them says what was done.
/// </summary>
/// <param name="Intent">The provider's payment, where one is known.</param>
/// <param name="Attempt">The session's, where it is about one.</param>
/// <param name="Amount">Minor units; null where nobody told.</param>
/// <param name="Currency">ISO 4217, lower case; null as above.</param>
public sealed record Contradiction(
    string Session, ContradictionKind Kind, string? Intent, int? Attempt, long? Amount, string? Currency, DateTimeOffset FoundAt) : Stored
{
    /// <summary>As what it is listed.</summary>
    public const string ListedAs = "contradiction";

    /// <summary>As long as a session is kept.</summary>
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(400);

    /// <summary>Null while it is open.</summary>
    public ContradictionEnd? End { get; init; }

    /// <summary>The same whenever the same is found again.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string Id => string.Create(CultureInfo.InvariantCulture, $"{Session}~{Kind}~{Intent ?? Attempt?.ToString(CultureInfo.InvariantCulture)}");

    public static string KeyOf(string id) => $"{ListedAs}/{id}";

    public IndexColumns Index() => new(ListedAs, End is null ? "Open" : "Settled", Platform: null, Amount, Currency, FoundAt)
    {
        Mark = End is null ? new Mark(Marks.Contradiction, FoundAt) : null,
        Terms = new SearchTerms(Buyer: null, Intent),
        KeptUntil = End?.At + KeptFor,
    };
}

public enum ContradictionKind
{
    /// <summary>A payment bears the session's name and succeeded, but is not its charge.</summary>
    StrayCharge,

    /// <summary>The provider holds a charge that the session's record had lost, and it is not for the session's total.</summary>
    LostChargeOfOtherTotal,

    /// <summary>A page collected another amount than the session's total: no order was placed.</summary>
    PageOfOtherTotal,

    /// <summary>An attempt that the record does not know succeeded.</summary>
    UnknownSuccess,

    /// <summary>What a closed page collected could not be given back.</summary>
    PageRefundFailed,
}

/// <param name="By">The admin key's name.</param>
/// <param name="Reason">What was done.</param>
public sealed record ContradictionEnd(string By, string Reason, DateTimeOffset At);
