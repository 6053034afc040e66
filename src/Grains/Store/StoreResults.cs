using System.Diagnostics;

namespace Acp.Store;

/// <summary>What became of a unit, in the words of metrics and traces.</summary>
public static class StoreResults
{
    public const string Unavailable = "unavailable";

    /// <summary>No store can hold it.</summary>
    public const string Refused = "refused";

    public static string Of(Verdict verdict) => verdict switch
    {
        Verdict.Committed => "committed",
        Verdict.Conflict => "fenced",
        Verdict.ReplyExists => "reply_exists",
        Verdict.CounterShort => "short",
        _ => throw new UnreachableException($"Unhandled {verdict}."),
    };
}
