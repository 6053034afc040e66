using System.Collections.Immutable;
using Acp.CheckoutSessions;
using Acp.Store;

namespace Acp.Trails;

/// <summary>What one unit of a session puts on trails: on the session's own with the request that it is carried out for.</summary>
/// <param name="owner">The session's key in the store.</param>
/// <param name="call">Null where it is nobody's request.</param>
internal sealed class UnitTrail(string owner, string actor, DateTimeOffset now, Call? call)
{
    private ImmutableList<AuditEntry> entries = [];

    /// <summary>Of the reply that the unit keeps; null while there is none.</summary>
    public int? Status { get; set; }

    /// <summary>The request waited for the end of another's charge.</summary>
    public bool HasJoined { get; set; }

    public bool TellsOfItsOwner => entries.Exists(IsOwn);

    /// <param name="detail">Never a token, secret or card datum; what is null in it is left out.</param>
    public void Note(string what, object detail) => Add(owner, what, TrailDetail.Write(detail));

    /// <param name="detail">JSON.</param>
    public void Add(string subject, string what, string detail) => entries = entries.Add(new AuditEntry(subject, now, actor, what, detail));

    /// <summary>Who is new among those who claim to have led the shopper here: by name, and nothing else of it.</summary>
    public void NoteTouch(string? known, string? claim, string touchpoint)
    {
        if (claim is not null && claim != known)
        {
            Note(Attribution.Event, new { provider = Attribution.ProviderOf(claim), touchpoint });
        }
    }

    /// <param name="seen">Taken along once; null: nothing.</param>
    public ImmutableList<AuditEntry> Entries(Seen? seen)
    {
        var request = call is null ? null : RequestNote.Of(call, Status, HasJoined);
        var first = entries.FindIndex(IsOwn);
        return [.. entries.Select((entry, i) => IsOwn(entry) ? entry.With(request, i == first ? seen : null) : entry)];
    }

    // What a shopper told the agent stays as it came.
    private bool IsOwn(AuditEntry entry) => entry.Subject == owner && entry.Event != IntentTrace.Event;
}
