using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Acp.Pricing;
using Acp.Reconciling;

namespace Acp.Gateway.Reconciling;

/// <summary>What people read of a finding.</summary>
internal static class FindingWords
{
    public static string Of(FindingKind kind) => JsonNamingPolicy.SnakeCaseLower.ConvertName(kind.ToString());

    public static string Of(FindingReason reason) => JsonNamingPolicy.SnakeCaseLower.ConvertName(reason.ToString());

    /// <returns>Null where it is for a person.</returns>
    public static string? Of(Mend mend) => mend == Mend.None ? null : JsonNamingPolicy.SnakeCaseLower.ConvertName(mend.ToString());

    public static string Amount(Finding finding, long? amount) => amount switch
    {
        null => "-",
        { } known when Currencies.Find(finding.Currency) is { } currency => currency.Text(known),
        { } known => string.Create(CultureInfo.InvariantCulture, $"{known} {finding.Currency}"),
    };

    /// <summary>What the repair came to.</summary>
    public static string Repaired(Finding finding) => finding.Mend switch
    {
        Mend.Settle => "Repaired: the session has settled it.",
        Mend.Adopt => "Repaired: the session is completed by this charge.",
        Mend.FollowRefunds => "Repaired: the order knows of the refunds now.",
        Mend.Cancel => "Repaired: it is canceled and can no longer be paid.",
        _ => throw new UnreachableException($"Unhandled {finding.Mend}."),
    };

    public static string Count(int number, string one) => string.Create(CultureInfo.InvariantCulture, $"{number} {one}{(number == 1 ? "" : "s")}");

    /// <summary>What is the matter, and what is to be done.</summary>
    public static string Sentence(Finding finding) => finding.Reason switch
    {
        FindingReason.NotSettled => "The money moved and the session has not settled it yet. It does so by itself; a repair has it look now.",
        FindingReason.ChargeLost when finding.Mend == Mend.Adopt => "The session does not know of its charge, as after a restore. A repair completes it by this charge.",
        FindingReason.ChargeLost => "The session does not know of its charge, and knows its number as refused, or part of it went back. Compare, and refund it at the provider.",
        FindingReason.SessionOver => "The session was canceled or had expired. Refund it at the provider, or deliver by hand.",
        FindingReason.PaidTwice => "The session was paid by another payment. Refund this one at the provider.",
        FindingReason.SessionUnknown => "No session of this name is here: it was created after the backup, or by another shop on this account. Refund it at the provider, or deliver by hand.",
        FindingReason.CanBePaid when finding.Mend == Mend.Cancel => "It can still be paid, and nothing here waits for it. A repair cancels it at the provider.",
        FindingReason.CanBePaid => "It can still be paid, and its session is not here. Cancel it at the provider if it is yours.",
        FindingReason.PaymentUnknown => "The order says that it was paid, and the account knows no such payment. Deliver nothing before you know which account it was made on.",
        FindingReason.OtherSum => "The sums differ. Compare with the provider's dashboard before anything is delivered or refunded.",
        FindingReason.OtherRefunds => "The order knows of other refunds than the provider. A repair brings the order to what the provider shows.",
        _ => throw new UnreachableException($"Unhandled {finding.Reason}."),
    };
}
