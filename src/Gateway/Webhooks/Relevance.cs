using Acp.ProviderEvents;
using Acp.SharedPaymentTokens;
using Acp.Store;
using Ids = Acp.Gateway.Reading.Tokens;

namespace Acp.Gateway.Webhooks;

/// <summary>Tells what is about us from the other traffic of an account that others use, too.</summary>
internal sealed class Relevance(IStore store)
{
    private const string IssuePrefix = "ti_";
    private const int LongestName = 255;

    /// <summary>The provider's ids are words. Another could be kept and not be asked for: a slash ends a segment of a path.</summary>
    public static bool IsKey(string id) =>
        id.Length is >= 1 and <= LongestName && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');

    /// <summary>Names that may yet come, too, within what a list can show.</summary>
    public static bool IsType(string type) =>
        type.Length is >= 1 and <= LongestName && type.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.');

    /// <summary>Ids that cannot be ours are left out: nothing of an event becomes a key of the store unseen.</summary>
    public static EventFacts Cleaned(EventFacts facts) => facts with
    {
        Session = facts.Session is { } session && SessionIds.IsPossible(session) ? session : null,
        Issue = facts.Issue is { } issue && issue.StartsWith(IssuePrefix, StringComparison.Ordinal) && Ids.IsPossible(issue) ? issue : null,
        Token = facts.Token is { } token && Ids.IsPossible(token) ? token : null,
        Intent = facts.Intent is { } intent && Ids.IsPossible(intent) ? intent : null,
    };

    /// <summary>
    /// It bears our mark, or is about a token we know. Whether a refund or a dispute concerns us cannot be told from it, for
    /// it bears the mark of its payment only sometimes; that one is lost would be worse than that a stranger's is kept a
    /// while. The same holds for types that this version does not know.
    /// </summary>
    public async ValueTask<bool> IsAboutUs(EventFacts facts) =>
        facts.Subject is EventSubject.Unknown or EventSubject.Refund or EventSubject.Dispute
        || facts.Session is not null
        || facts.Issue is not null
        || (facts.Token is { } token && await store.Load(SharedPaymentToken.KeyOf(token)) is not null);
}
