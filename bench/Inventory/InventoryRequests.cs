using Acp.SharedPaymentTokens;

namespace Acp.Bench.Inventory;

/// <param name="Name">Of the row in the table.</param>
/// <param name="Path">From a number below <see cref="InventoryRequests.Each"/>: each asks for something else where it can.</param>
internal sealed record InventoryRequest(string Name, Func<int, string> Path);

/// <summary>What an operator asks of the inventory. What is looked for comes from tokens all over it, so that no page is empty.</summary>
internal sealed class InventoryRequests(long count, DateTimeOffset now)
{
    /// <summary>Measured of one kind.</summary>
    public const int Each = 100;

    public const string Overview = "/admin/spt/stats/overview";

    public const string Export = "/admin/spt/export?format=jsonl";

    private readonly TokenMix mix = new(count, now);

    /// <param name="cursors">Of the unfiltered list, from deep in it.</param>
    public IReadOnlyList<InventoryRequest> All(IReadOnlyList<string> cursors) =>
    [
        new("a page of all tokens", _ => "/admin/spt"),
        new("page of all, deep in", i => $"/admin/spt?cursor={cursors[i % cursors.Count]}"),
        new("page by status", i => $"/admin/spt?status={Status(Token(i))}"),
        new("page by origin", i => $"/admin/spt?origin={(i % 2 == 0 ? "issued" : "granted")}"),
        new("page by platform", i => $"/admin/spt?platform={Token(i).Platform}"),
        new("page by merchant", i => $"/admin/spt?merchant={Token(i, row => row.Merchant is not null).Row().Merchant}"),
        new("page by session", i => $"/admin/spt?session={Token(i, row => row.Session is not null).Row().Session}"),
        new("page by currency", i => $"/admin/spt?currency={Token(i, row => row.Currency is not null).Row().Currency}"),
        new("page by a day of creation", i => $"/admin/spt?{CreatedAround(Token(i), TimeSpan.FromHours(12))}"),
        new("page by amount, common", _ => $"/admin/spt?amountFrom={TokenMix.CommonFrom}&amountTo={TokenMix.CommonTo}"),
        new("page by amount, one in 20,000", _ => $"/admin/spt?amountFrom={TokenMix.RareAmount}&amountTo={TokenMix.RareAmount}"),
        new("page by amount, all of them old", _ => $"/admin/spt?amountFrom={TokenMix.OldAmount}&amountTo={TokenMix.OldAmount}"),
        new("page by platform, status, currency and a week", i => $"/admin/spt?{Combined(Token(i, row => row.Currency is not null))}"),
        new("one token", i => $"/admin/spt/{Token(i).Id}"),
        new("overview", _ => Overview),
    ];

    private string Combined(TokenRecord token) =>
        $"platform={token.Platform}&status={Status(token)}&currency={token.Row().Currency}&{CreatedAround(token, TimeSpan.FromDays(3.5))}";

    private static string CreatedAround(TokenRecord token, TimeSpan far) =>
        $"createdFrom={(token.Row().CreatedAt - far).ToUnixTimeSeconds()}&createdTo={(token.Row().CreatedAt + far).ToUnixTimeSeconds()}";

    private string Status(TokenRecord token) => token.StatusAt(now).ToString().ToUpperInvariant();

    // The first that fits, from where the number falls.
    private TokenRecord Token(int i, Func<TokenRow, bool>? fits = null)
    {
        for (var number = count * (i % Each) / Each; ; number = (number + 1) % count)
        {
            var token = mix.Token(number);
            if (fits is null || fits(token.Row()))
            {
                return token;
            }
        }
    }
}
