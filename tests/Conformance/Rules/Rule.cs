using Acp.Conformance.Driving;

namespace Acp.Conformance.Rules;

internal enum Level
{
    /// <summary>The protocol demands it.</summary>
    Must,

    /// <summary>The protocol recommends it.</summary>
    Should,

    /// <summary>The protocol leaves it open; this is how it was decided here.</summary>
    Decided,
}

/// <param name="Id">Stable: reports are compared by it.</param>
/// <param name="Text">In our words.</param>
/// <param name="Source">The document and its place.</param>
/// <param name="Versions">Those that have the rule.</param>
/// <param name="Check">Throws where the server deviates.</param>
internal sealed record Rule(string Id, Level Level, string Text, string Source, IReadOnlyList<string> Versions, Func<Scene, Task> Check)
{
    /// <summary>Holds for every answer of a run, and so is looked at last.</summary>
    public bool OfEveryReply { get; init; }

    public static Rule Demanded(string id, string text, string source, IReadOnlyList<string> versions, Func<Scene, Task> check) =>
        new(id, Level.Must, text, source, versions, check);

    public static Rule Recommended(string id, string text, string source, IReadOnlyList<string> versions, Func<Scene, Task> check) =>
        new(id, Level.Should, text, source, versions, check);

    public static Rule Decided(string id, string text, string source, IReadOnlyList<string> versions, Func<Scene, Task> check) =>
        new(id, Level.Decided, text, source, versions, check);

    public Rule Always() => this with { OfEveryReply = true };

    /// <summary>The class and the method that try it.</summary>
    public string Test => $"{Check.Method.DeclaringType!.Name}.{Check.Method.Name}";
}
