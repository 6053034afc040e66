using System.Diagnostics;
using System.Text.Json;
using Acp.CheckoutSessions;
using Acp.Gateway.Errors;
using Acp.Gateway.Http;
using Acp.Gateway.Json;
using Acp.Gateway.Platforms;
using Acp.Gateway.Reading;

namespace Acp.Gateway.Admin;

/// <summary>
/// <c>POST /admin/checkout_sessions/{id}/resolve</c> with <c>{"reason": "…"}</c>: the last resort for a charge that does
/// not settle. It asks the provider, now, and closes nothing without proof.
/// </summary>
internal static class ResolveEndpoint
{
    private const int LongestReason = 500;
    private const int LargestBody = 16 * 1024;

    public static async Task Handle(string id, HttpContext http, IGrains grains, BearerKeys keys)
    {
        var reason = await ReadReason(http.Request);
        var operatorName = keys.Identify(http.Request.Headers.Authorization)!;
        var resolution = SessionIds.IsPossible(id)
            ? await grains.Get<ICheckoutSession>(id).Resolve(operatorName, reason)
            : new Resolution.NotFound();
        if (resolution is Resolution.Settled settled)
        {
            await ReplyWriter.Write(http, new Answer.Replied(new Reply(200, Render(id, settled.Status)), Replayed: false));
            return;
        }

        await ReplyWriter.Write(http, Describe(resolution));
    }

    private static async ValueTask<string> ReadReason(HttpRequest request)
    {
        MediaTypes.RequireJson(request);
        using var body = JsonBody.Parse(await RequestBodies.Read(request, LargestBody));
        return Field.Root(body.RootElement).Object()["reason"].RequiredText(LongestReason);
    }

    private static byte[] Render(string id, CheckoutStatus status) => JsonSerializer.SerializeToUtf8Bytes(
        new { id, status = Snake(status), resolved = true });

    private static AcpError Describe(Resolution resolution) => resolution switch
    {
        Resolution.NotFound => AnswerTable.Describe(new Answer.NotFound()),
        Resolution.NothingOpen it => new(
            409, ErrorType.InvalidRequest, "nothing_to_resolve", $"No charge of this session is open; it is {Snake(it.Status)}."),
        Resolution.NotProven it => new(
            409, ErrorType.InvalidRequest, "not_proven", $"Nothing was changed: it is not proven what became of the charge. {string.Join(' ', it.Missing)}"),
        Resolution.Busy => AnswerTable.Describe(new Answer.PaymentInProgress()),
        Resolution.ProviderUnavailable => new(
            503, ErrorType.ServiceUnavailable, "payment_provider_unavailable", "The payment provider did not answer. Nothing was changed.") { RetryAfter = 30 },
        Resolution.StoreUnavailable => AnswerTable.StoreUnavailable,
        _ => throw new UnreachableException($"Unhandled {resolution}."),
    };

    private static string Snake(CheckoutStatus status) => JsonNamingPolicy.SnakeCaseLower.ConvertName(status.ToString());
}
