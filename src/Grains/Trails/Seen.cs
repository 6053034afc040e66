using System.Text.Json.Serialization;

namespace Acp.Trails;

/// <summary>What an entry of a trail takes along, oldest first.</summary>
/// <param name="PassedOver">How many there were before these.</param>
/// <param name="Through">The number of the last of them.</param>
internal sealed record Seen(IReadOnlyList<SeenLine> Lines, long PassedOver, long Through)
{
    /// <summary>As they are written: the time of each is told by that of the entry.</summary>
    public IEnumerable<SeenLine> LinesBefore(DateTimeOffset entry) =>
        Lines.Select(line => line with { Ago = Math.Max(0, (long)(entry - line.At).TotalMilliseconds) });
}

/// <summary>A call to the provider, or a request that was answered without a commit. What is null is not written.</summary>
internal sealed record SeenLine([property: JsonIgnore] DateTimeOffset At)
{
    /// <summary>Milliseconds before the entry.</summary>
    public long Ago { get; init; }

    /// <summary>The call's operation; null where it is a request.</summary>
    public string? Call { get; init; }

    public int? Attempt { get; init; }

    public int? Send { get; init; }

    /// <summary>Of HTTP, where there was one.</summary>
    public int? Status { get; init; }

    /// <summary>What came of it, where the status does not say it.</summary>
    public string? Result { get; init; }

    /// <summary>The provider's own id of the call.</summary>
    public string? Id { get; init; }

    public bool? Replayed { get; init; }

    /// <summary>The answer's name; null where it is a call.</summary>
    public string? Answer { get; init; }

    public RequestNote? Request { get; init; }
}
