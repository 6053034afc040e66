using System.Text.Json;

namespace Acp.Fakes;

/// <summary>Stripe's error object.</summary>
internal static class Errors
{
    /// <summary>Parameters are checked before the execution begins; such a refusal is not kept under the key.</summary>
    public static Outcome Parameter(string? code, string param, string message) =>
        Of(400, "invalid_request_error", code, message, param) with { Executed = false };

    public static Outcome Missing(string param) => Parameter("parameter_missing", param, $"Missing required param: {param}.");

    /// <summary>Refused in the course of the execution.</summary>
    public static Outcome Refused(int status, string? code, string message, string? param = null, Action<Utf8JsonWriter>? more = null) =>
        Of(status, "invalid_request_error", code, message, param, more);

    public static Outcome NoUrl(string method, string path) =>
        Of(404, "invalid_request_error", null, $"Unrecognized request URL ({method}: {path}).", null) with { Executed = false };

    public static Outcome NoKey() =>
        Of(401, "invalid_request_error", null, "You did not provide an API key, or it is not valid.", null) with { Executed = false };

    public static Outcome KeyEnded() =>
        Of(401, "invalid_request_error", "api_key_expired", "The API key has expired.", null) with { Executed = false };

    public static Outcome NoAccess() => Of(
        403,
        "invalid_request_error",
        "account_invalid",
        "The provided key does not have access to this account, or the account does not exist.",
        null) with { Executed = false };

    /// <summary>As a restricted key hears it: Stripe shows its last characters, which are left out here.</summary>
    public static Outcome Forbidden(string permission) => Of(
        403,
        "invalid_request_error",
        null,
        $"The provided key does not have the required permissions for this endpoint. Having the '{permission}' permission would allow this request to continue.",
        null) with { Executed = false };

    public static Outcome TooMany() =>
        Of(429, "invalid_request_error", "rate_limit", "Request rate limit exceeded.", null) with { Executed = false };

    public static Outcome KeyInUse() => Of(
        409,
        "idempotency_error",
        "idempotency_key_in_use",
        "There is currently another in-progress request using this Idempotency Key.",
        null) with { Executed = false };

    public static Outcome KeyReused() => Of(
        400,
        "idempotency_error",
        null,
        "Keys for idempotent requests can only be used with the same parameters they were first used with.",
        null) with { Executed = false };

    public static Outcome Internal() => Of(500, "api_error", null, "An unknown error occurred.", null);

    public static Outcome Card(Decline decline, string chargeId, Action<Utf8JsonWriter> intent) =>
        Of(402, "card_error", decline.Code, decline.Message, null, json =>
        {
            if (decline.DeclineCode is { } code)
            {
                json.WriteString("decline_code", code);
            }

            json.WriteString("charge", chargeId);
            json.WritePropertyName("payment_intent");
            intent(json);
        });

    private static Outcome Of(
        int status, string type, string? code, string message, string? param, Action<Utf8JsonWriter>? more = null) =>
        new(status, Json.Write(json =>
        {
            json.WriteStartObject("error");
            json.WriteString("type", type);
            if (code is not null)
            {
                json.WriteString("code", code);
            }

            json.WriteString("message", message);
            if (param is not null)
            {
                json.WriteString("param", param);
            }

            more?.Invoke(json);
            json.WriteEndObject();
        }), code ?? type);
}
