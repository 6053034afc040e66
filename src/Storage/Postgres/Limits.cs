using System.Text;
using Acp.SharedPaymentTokens;
using Acp.Store;

namespace Acp.Storage.Postgres;

/// <summary>
/// What PostgreSQL could not hold is refused before it is queued, where it harms nobody: found by the server, it would
/// break the transaction of its neighbours.
/// </summary>
internal static class Limits
{
    // Bytes. An index entry has at most a third of a page, 2,704.
    private const int Indexed = 2400;

    // Bytes. The server's own limit for an array is 1 GB; what takes longer to send than a caller waits is no checkout.
    private const int Whole = 64 << 20;

    /// <returns>Bytes the unit takes on the wire, roughly.</returns>
    /// <exception cref="ArgumentException">It cannot be stored.</exception>
    public static int Check(Unit unit)
    {
        try
        {
            var size = checked(
                unit.States.Sum(Size) + unit.Counters.Sum(change => Key(change.Name)) + unit.Replies.Sum(Size)
                + unit.Tallies.Sum(change => Key(change.Name)) + unit.Audit.Sum(Size) + unit.Due.Sum(due => Key(due.Subject)));
            return size <= Whole ? size : throw new ArgumentException($"it has {size} bytes, at most {Whole} fit.");
        }
        catch (Exception e) when (e is ArgumentException or OverflowException)
        {
            throw UnitRules.Refused(unit, e);
        }
    }

    private static int Size(StateChange change) =>
        Key(change.Key) + change.State.Length + Text(change.Index.Kind) + Text(change.Index.Status)
        + Text(change.Index.Platform) + Text(change.Index.Currency)
        + Key(change.Index.Mark?.Name, change.Key) + Key(change.Index.Terms.Buyer) + Key(change.Index.Terms.Intent) + (change.Token is { } row ? Size(row) : 0);

    // Each of these stands in an index.
    private static int Size(TokenRow row) =>
        Key(row.Id) + Key(row.Platform) + Key(row.Merchant) + Key(row.Session) + Key(row.Currency);

    private static int Size(KeptReply kept) =>
        Key(kept.Key.Platform, kept.Key.Path, kept.Key.Key) + Text(kept.Fingerprint) + kept.Reply.Body.Length;

    private static int Size(AuditEntry entry) => Key(entry.Subject) + Text(entry.Actor) + Text(entry.Event) + Text(entry.Detail);

    private static int Key(params ReadOnlySpan<string?> parts)
    {
        var length = 0;
        foreach (var part in parts)
        {
            length += Text(part);
        }

        return length <= Indexed ? length : throw new ArgumentException($"a key has {length} bytes, at most {Indexed} fit.");
    }

    private static int Text(string? text)
    {
        try
        {
            return text is null ? 0 : Texts.StoredLength(text);
        }
        catch (EncoderFallbackException)
        {
            throw new ArgumentException("a text is no valid Unicode.");
        }
    }
}
