using System.Collections.Frozen;

namespace Acp.Payments.Stripe;

/// <summary>Calls in the words of metrics and traces. A path may hold a token, so none of it is repeated.</summary>
internal static class StripeOperations
{
    private const string Other = "other";

    private static readonly FrozenDictionary<string, string> Spans = new[]
    {
        "charge", "find_charge", "look_up_intent", "cancel_intent", "open_page", "find_page", "look_up_page", "close_page",
        "look_up_token", "issue_token", "find_issued_token", "look_up_issued_token", "revoke_token", "refund", "find_refunds", "look_up_refund", "find_disputes", Other,
    }.ToFrozenDictionary(name => name, name => $"provider.{name}");

    public static string Of(HttpMethod method, string path)
    {
        var isPost = method == HttpMethod.Post;
        var what = path.AsSpan(0, path.IndexOf('?') is >= 0 and var query ? query : path.Length);
        return Below(what, StripeProvider.ChargePath) is { } intent ? Named(intent, isPost, "charge", "find_charge", "look_up_intent", "cancel_intent")
            : Below(what, StripePages.PagesPath) is { } page ? Named(page, isPost, "open_page", "find_page", "look_up_page", "close_page")
            : Below(what, StripeIssuer.IssuePath) is { } issued ? Named(issued, isPost, "issue_token", "find_issued_token", "look_up_issued_token", "revoke_token")
            : Below(what, StripeRefunds.RefundPath) is { } refund ? Named(refund, isPost, "refund", "find_refunds", "look_up_refund", Other)
            : Below(what, "/v1/shared_payment/granted_tokens") is not null ? "look_up_token"
            : Below(what, "/v1/disputes") is not null ? "find_disputes"
            : Other;
    }

    /// <param name="operation">As <see cref="Of"/> names it.</param>
    public static string SpanOf(string operation) => Spans[operation];

    public static string ResultOf(StripeReply reply) => reply switch
    {
        StripeReply.Answered { Status: >= 200 and < 300, Body: null } => "unreadable",
        StripeReply.Answered { Status: >= 200 and < 300 } => "2xx",
        StripeReply.Answered { Status: 402 } => "402",
        StripeReply.Answered { Status: 409 } => "409",
        StripeReply.Answered { Status: 429 } => "429",
        StripeReply.Answered { Status: >= 400 and < 500 } => "4xx",
        StripeReply.Answered { Status: >= 500 } => "5xx",
        StripeReply.Answered => "other",
        StripeReply.NotSent => "not_sent",
        _ => "no_answer",
    };

    /// <returns>Whether it is about one thing below the prefix; null where it is another path.</returns>
    private static bool? Below(ReadOnlySpan<char> path, string prefix) =>
        !path.StartsWith(prefix, StringComparison.Ordinal) ? null
        : path.Length == prefix.Length ? false
        : path[prefix.Length] == '/' ? true
        : null;

    private static string Named(bool isOne, bool isPost, string make, string list, string look, string end) => (isOne, isPost) switch
    {
        (false, true) => make,
        (false, false) => list,
        (true, false) => look,
        (true, true) => end,
    };
}
