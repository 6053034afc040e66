using System.Text.Json;
using Acp.Payments;
using Acp.SharedPaymentTokens;
using Microsoft.Extensions.Logging;

namespace Acp.CheckoutSessions;

/// <summary>
/// A charge that bears this session's name and that its record does not have: made from elsewhere, or lost by a restore.
/// It never resurrects or completes a session by itself; a person is told, once.
/// </summary>
internal sealed partial class StrayCharges(SessionRecord record, CheckoutPorts ports)
{
    private const string Event = "provider.stray_charge";

    private readonly ILogger log = ports.Log;

    /// <param name="intentId">Null where there is none to check.</param>
    /// <returns>Whether it is certain.</returns>
    public async ValueTask<Heard> Check(string? intentId)
    {
        if (intentId is null || record.Current is not { } session || IsItsOwn(session.Payment, intentId))
        {
            return Heard.Done;
        }

        switch (await ports.Provider.LookUpIntent(intentId))
        {
            case ChargeAnswer.Unknown or ChargeAnswer.NotExecuted:
                return Heard.NotYet;

            // Read after it was certain that it succeeded: an attempt is on record before it can.
            case ChargeAnswer.Succeeded when (await record.Refresh()).State is { } now && !IsItsOwn(now.Payment, intentId):
                await Tell(intentId);
                return Heard.Done;
            default:
                return Heard.Done;
        }
    }

    // What is open is settled by its attempt, and may turn out to be this very payment.
    private static bool IsItsOwn(Payment payment, string intentId) => payment switch
    {
        Payment.Charged s => s.IntentId == intentId,
        Payment.Charging or Payment.Waiting => true,
        _ => false,
    };

    private async ValueTask Tell(string intentId)
    {
        var detail = JsonSerializer.Serialize(new { intent = intentId });
        if ((await ports.Store.ReadAudit(CheckoutSession.KeyOf(record.Id))).Any(entry => entry.Event == Event && entry.Detail == detail))
        {
            return;
        }

        LogStray(record.Id, intentId);
        await record.Note("provider", Event, detail);
    }

    [LoggerMessage(LogLevel.Critical, "Payment {IntentId} bears the name of session {Session} and succeeded, but is not its charge. Compare with the provider and refund by hand.")]
    private partial void LogStray(string session, string intentId);
}
