namespace Acp.Chaos.Auditing;

/// <param name="Session">Null where it is of no single one.</param>
internal sealed record Violation(string? Session, string Rule, string How)
{
    public override string ToString() => $"[{Rule}] {Session} {How}".Replace("  ", " ", StringComparison.Ordinal);
}

/// <summary>A product that is counted, after everything.</summary>
/// <param name="Left">What the shop still sells of it.</param>
internal sealed record Shelf(string Item, int Stock, int Left);
