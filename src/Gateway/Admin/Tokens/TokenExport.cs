using Acp.Gateway.Admin.Listing;
using Acp.SharedPaymentTokens;
using Acp.Store;

namespace Acp.Gateway.Admin.Tokens;

/// <summary>
/// <c>GET /admin/spt/export?format=csv|jsonl</c> with the filters of the list: a page in memory at a time, as fast as the
/// caller reads. What is cut off in the middle ends in a broken connection, never as a file that looks whole.
/// </summary>
internal sealed partial class TokenExport(IInventory inventory, TimeProvider clock, ILogger<TokenExport> log)
{
    /// <summary>Rows of a few hundred bytes each.</summary>
    private const int PageSize = 500;

    private const string Format = "format";
    private static readonly string[] Known = [Format, .. TokenQuery.Names];

    public async Task Handle(HttpContext http)
    {
        var query = new Query(http.Request, Known);
        var format = TokenFormats.Of(query.OneOf(Format, TokenFormats.Words) ?? throw Query.Fault(Format, "is required: csv or jsonl"));
        var read = Reader(TokenQuery.Read(query));
        var first = await read(null); // Before anything is written: a store that is away now gets a proper answer.
        Open(http, format);
        try
        {
            await Stream(http, format, first, read);
        }
        catch (Exception cause) when (cause is not OperationCanceledException)
        {
            LogCut(cause);
            http.Abort();
        }
    }

    // One moment for all pages: a token whose time passes meanwhile does not change sides between two of them.
    private Func<TokenRow?, ValueTask<IReadOnlyList<TokenRow>>> Reader(TokenFilter filter)
    {
        var now = clock.GetUtcNow();
        return last => inventory.ListTokens(filter, now, last is null ? null : new(last.CreatedAt, last.Id), PageSize);
    }

    private static void Open(HttpContext http, TokenFormat format)
    {
        http.Response.ContentType = format.ContentType;
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"{format.FileName}\"";
        http.Response.Headers.CacheControl = "no-store";
    }

    private static async Task Stream(
        HttpContext http, TokenFormat format, IReadOnlyList<TokenRow> first, Func<TokenRow?, ValueTask<IReadOnlyList<TokenRow>>> read)
    {
        await http.Response.Body.WriteAsync(format.Head, http.RequestAborted);
        for (var rows = first; rows.Count > 0; rows = rows.Count < PageSize ? [] : await read(rows[^1]))
        {
            await http.Response.Body.WriteAsync(format.Rows(rows), http.RequestAborted);
            http.RequestAborted.ThrowIfCancellationRequested(); // Nobody reads it any more; neither do we.
        }
    }

    [LoggerMessage(LogLevel.Error, "An export of tokens was cut off; the caller sees a broken connection.")]
    private partial void LogCut(Exception cause);
}
