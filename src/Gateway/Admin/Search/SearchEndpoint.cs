using System.Text.Json;
using Acp.Gateway.Admin.Listing;

namespace Acp.Gateway.Admin.Search;

/// <summary><c>GET /admin/search?q=…</c>: a checkout by its session, order, token, buyer's mail address or payment intent.</summary>
internal static class SearchEndpoint
{
    private const string Wanted = "q";

    /// <summary>Characters: what a mail address has at most.</summary>
    private const int Longest = 320;

    public static async Task<IResult> Handle(HttpContext http, CheckoutFinder finder)
    {
        var text = new Query(http.Request, [Wanted]).Text(Wanted, Longest) ?? throw Query.Fault(Wanted, "is required");
        var hits = await finder.Find(text.Trim());
        return AdminReply.Json(AdminJson.Render(json => Write(json, hits)));
    }

    private static void Write(Utf8JsonWriter json, IReadOnlyList<SearchHit> hits)
    {
        json.WriteStartObject();
        json.WriteStartArray("data");
        foreach (var hit in hits)
        {
            Write(json, hit);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, SearchHit hit)
    {
        json.WriteStartObject();
        json.WriteString("matched", hit.Matched);
        json.WriteString("session", hit.Session);
        json.WriteString("order", hit.Order);
        json.WriteString("orderNumber", hit.OrderNumber);
        json.WriteString("orderStatus", hit.OrderStatus);
        json.WriteString("token", hit.Token);
        json.WriteString("platform", hit.Platform);
        json.WriteString("status", hit.Status);
        json.WriteAmount("total", hit.Total);
        json.WriteString("currency", hit.Currency);
        json.WriteTime("createdAt", hit.CreatedAt);
        json.WriteEndObject();
    }
}
