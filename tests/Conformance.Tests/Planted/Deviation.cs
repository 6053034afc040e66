namespace Acp.Conformance.Tests.Planted;

/// <summary>A server that is the real one but for this.</summary>
/// <param name="Name">What it does wrong.</param>
/// <param name="FoundBy">The rule that must be red.</param>
/// <param name="Twist">Changes an answer, or leaves it.</param>
internal sealed record Deviation(string Name, string Version, string FoundBy, Action<Answer> Twist)
{
    public override string ToString() => $"{Version}: {Name}";
}
