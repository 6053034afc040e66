using System.Text.Json;
using Acp.Client.Admin;
using Acp.Client.Calls;
using Acp.Client.Json;

namespace Acp.Client;

/// <summary>Every payment token, issued or granted.</summary>
public sealed class AdminTokensClient
{
    private const string Root = "/admin/spt";
    private readonly Caller caller;

    internal AdminTokensClient(Caller caller) => this.caller = caller;

    /// <summary>Lists tokens, newest first: <c>GET /admin/spt</c>.</summary>
    /// <param name="filter">All where it is left out.</param>
    /// <param name="cursor">Of the page before, with the same filter.</param>
    /// <param name="limit">1 to 200; 50 where it is left out.</param>
    /// <param name="stop">Ends the call early.</param>
    public Task<Answer<Page<TokenRow>>> List(TokenFilter? filter = null, string? cursor = null, int? limit = null, CancellationToken stop = default) =>
        caller.Make(Call.Get(Query(Root, filter, [("limit", limit), ("cursor", cursor)])), OwnJson.Default.PageTokenRow, stop);

    /// <summary>Shows one with its timeline: <c>GET /admin/spt/{id}</c>.</summary>
    /// <param name="token">Any token.</param>
    /// <param name="stop">Ends the call early.</param>
    public Task<Answer<TokenDetail>> Retrieve(PaymentToken token, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(token);
        return caller.Make(Call.Get($"{Root}/{Paths.Segment(token.Value)}"), OwnJson.Default.TokenDetail, stop);
    }

    /// <summary>Takes one back: <c>POST /admin/spt/{id}/revoke</c>. Done while the provider has not confirmed it, too: see <see cref="TokenDetail.RevocationConfirmed"/>.</summary>
    /// <param name="token">Any token.</param>
    /// <param name="reason">For the record; 1 to 500 characters.</param>
    /// <param name="stop">Ends the call early.</param>
    public Task<Answer<TokenDetail>> Revoke(PaymentToken token, string reason, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(token);
        var body = JsonSerializer.SerializeToUtf8Bytes(new ReasonBody(reason), OwnJson.Default.ReasonBody);
        return caller.Make(Call.Post($"{Root}/{Paths.Segment(token.Value)}/revoke", body), OwnJson.Default.TokenDetail, stop);
    }

    /// <summary>Counts them all: <c>GET /admin/spt/stats/overview</c>.</summary>
    /// <param name="stop">Ends the call early.</param>
    public Task<Answer<TokenOverview>> Overview(CancellationToken stop = default) =>
        caller.Make(Call.Get($"{Root}/stats/overview"), OwnJson.Default.TokenOverview, stop);

    /// <summary>
    /// Writes all that the filter lets through into a stream: <c>GET /admin/spt/export</c>. What was cut off is
    /// <see cref="Answer{T}.Unknown"/>, and what the stream then holds is a part: begin anew with an empty one.
    /// </summary>
    /// <param name="format">How it is written.</param>
    /// <param name="to">Where; it stays open.</param>
    /// <param name="filter">All where it is left out.</param>
    /// <param name="stop">Ends the call early, with an <see cref="OperationCanceledException"/>.</param>
    /// <returns>The bytes that were written.</returns>
    public Task<Answer<long>> Export(ExportFormat format, Stream to, TokenFilter? filter = null, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(to);
        return caller.Copy(Call.Get(Query($"{Root}/export", filter, [("format", format)])), to, stop);
    }

    private static string Query(string path, TokenFilter? filter, ReadOnlySpan<(string, object?)> others)
    {
        (string, object?)[] members = filter is null ? [] :
        [
            ("status", filter.Status), ("origin", filter.Origin), ("platform", filter.Platform), ("merchant", filter.Merchant),
            ("session", filter.Session), ("currency", filter.Currency), ("createdFrom", filter.CreatedFrom), ("createdTo", filter.CreatedTo),
            ("amountFrom", filter.AmountFrom), ("amountTo", filter.AmountTo),
        ];
        return Paths.Query(path, [.. members, .. others]);
    }
}
