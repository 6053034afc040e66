using System.Diagnostics;
using System.Text.Json;
using Acp.CheckoutSessions;
using Acp.Gateway.Errors;
using Acp.Gateway.Http;

namespace Acp.Gateway.Admin;

/// <summary>
/// <c>POST /admin/checkout_sessions/{id}/resolve</c> with <c>{"reason": "…"}</c>: the last resort for a charge that does
/// not settle. It asks the provider, now, and closes nothing without proof.
/// </summary>
internal static class ResolveEndpoint
{
    public static async Task Handle(string id, HttpContext http, IGrains grains)
    {
        var reason = await Reasons.Required(http.Request);
        var resolution = SessionIds.IsPossible(id)
            ? await grains.Get<ICheckoutSession>(id).Resolve(http.Operator().Name, reason)
            : new Resolution.NotFound();
        if (resolution is Resolution.Settled settled)
        {
            await ReplyWriter.Write(http, new Answer.Replied(new Reply(200, Render(id, settled.Status)), Replayed: false));
            return;
        }

        await ReplyWriter.Write(http, Describe(resolution));
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
