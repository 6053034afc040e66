using System.Text.Json;
using Acp.Gateway.Admin.Listing;
using Acp.SharedPaymentTokens;

namespace Acp.Gateway.Admin.Tokens;

/// <summary>The filters of a query, as the list and the export share them.</summary>
internal static class TokenQuery
{
    /// <summary>What a filter may be called.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["status", "origin", "platform", "merchant", "session", "currency", "createdFrom", "createdTo", "amountFrom", "amountTo"];

    private static readonly (string, SharedPaymentTokenStatus)[] Statuses =
        [.. Enum.GetValues<SharedPaymentTokenStatus>().Select(status => (TokenJson.Word(status), status))];

    private static readonly (string, TokenOrigin)[] Origins =
        [.. Enum.GetValues<TokenOrigin>().Select(origin => (TokenJson.Word(origin), origin))];

    public static TokenFilter Read(Query query)
    {
        var filter = new TokenFilter
        {
            Status = query.OneOf("status", Statuses),
            Origin = query.OneOf("origin", Origins),
            Platform = query.Text("platform"),
            Merchant = query.Text("merchant")?.ToLowerInvariant(),
            Session = query.Text("session"),
            Currency = Currency(query),
            CreatedFrom = query.Time("createdFrom"),
            CreatedTo = query.Time("createdTo"),
            AmountFrom = query.Number("amountFrom", 0, long.MaxValue),
            AmountTo = query.Number("amountTo", 0, long.MaxValue),
        };
        return filter.CreatedFrom > filter.CreatedTo ? throw Query.Fault("createdTo", "must not be before createdFrom")
            : filter.AmountFrom > filter.AmountTo ? throw Query.Fault("amountTo", "must not be below amountFrom")
            : filter;
    }

    /// <summary>The same text for the same filter: cursors are bound to it.</summary>
    public static string Canonical(TokenFilter filter) => "spt " + JsonSerializer.Serialize(filter);

    private static string? Currency(Query query) => query.Text("currency") switch
    {
        null => null,
        { Length: 3 } text when text.All(char.IsAsciiLetter) => text.ToLowerInvariant(),
        _ => throw Query.Fault("currency", "must be a three-letter ISO 4217 code"),
    };
}
