namespace Acp.Gateway.Http;

internal static class AcpHeaders
{
    public const string ApiVersion = "API-Version";
    public const string IdempotencyKey = "Idempotency-Key";
    public const string IdempotentReplayed = "Idempotent-Replayed";
    public const string RequestId = "Request-Id";
    public const string Signature = "Signature";
    public const string Timestamp = "Timestamp";
}
