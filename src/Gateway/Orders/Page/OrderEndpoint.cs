using System.Buffers;
using System.Text.Json;
using Acp.Gateway.Edge;
using Acp.Gateway.Errors;
using Acp.Gateway.Http;
using Acp.Gateway.Rendering;
using Acp.Orders;
using Acp.Store;
using Microsoft.Extensions.Options;

namespace Acp.Gateway.Orders;

/// <summary>The permalink. It asks for no key, since its id cannot be guessed; so it is kept out of caches, logs of others and search.</summary>
internal sealed class OrderEndpoint(OrderReader orders, IOptions<MerchantOptions> merchant)
{
    private readonly OrderPage page = new(merchant.Value);

    public async Task Show(HttpContext http)
    {
        Guard(http.Response.Headers);
        var id = (string)http.Request.RouteValues["id"]!;
        try
        {
            var record = OrderIds.IsPossible(id) ? await orders.Load(id) : null;
            await Answer(http, record is null ? null : PublicOrder.Of(OrderFold.At(record, record.Sequence)));
        }
        catch (StoreUnavailableException) when (!WantsJson(http.Request))
        {
            http.Response.Headers.RetryAfter = "60";
            await Write(http, StatusCodes.Status503ServiceUnavailable, PageFrame.MediaType, page.Unavailable());
        }
    }

    private Task Answer(HttpContext http, OrderSnapshot? order) => (WantsJson(http.Request), order) switch
    {
        (true, null) => ReplyWriter.Write(http, StatusTable.Describe(StatusCodes.Status404NotFound)),
        (true, _) => Write(http, StatusCodes.Status200OK, "application/json", Json(order)),
        (false, null) => Write(http, StatusCodes.Status404NotFound, PageFrame.MediaType, page.Missing()),
        (false, _) => Write(http, StatusCodes.Status200OK, PageFrame.MediaType, page.Of(order)),
    };

    private ReadOnlyMemory<byte> Json(OrderSnapshot order)
    {
        var buffer = new ArrayBufferWriter<byte>(2048);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            FullOrderWriter.Write(json, order, merchant.Value);
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    // People's programs rarely name JSON, and never before HTML.
    private static bool WantsJson(HttpRequest request)
    {
        var accepted = request.GetTypedHeaders().Accept;
        double Weight(string type) => accepted.Where(it => it.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase)).Max(it => (double?)(it.Quality ?? 1)) ?? 0;
        return Weight("application/json") > Weight("text/html");
    }

    private static void Guard(IHeaderDictionary headers)
    {
        SecurityHeaders.OnPage(headers, PageFrame.Policy);
        headers.CacheControl = "private, no-store";
        headers.Vary = "Accept";
    }

    private static async Task Write(HttpContext http, int status, string type, ReadOnlyMemory<byte> body)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = type;
        http.Response.ContentLength = body.Length;
        await http.Response.Body.WriteAsync(body);
    }
}
