using System.Globalization;

namespace Acp.Gateway.Errors;

/// <summary>What the gateway itself finds wrong with a request, before any grain hears of it.</summary>
internal static class Faults
{
    private const string InvalidSignatureCode = "invalid_signature";

    public const string UnauthorizedCode = "unauthorized";

    private const string TooManyCode = "too_many_requests";

    private static readonly TimeSpan UntilOneHasGone = TimeSpan.FromSeconds(30);

    public static RequestRefusedException Unauthorized() =>
        Refused(401, UnauthorizedCode, "The bearer key is missing or not known.");

    public static RequestRefusedException KeyNotToldYet(TimeSpan wait) =>
        new(new AcpError(503, ErrorType.ServiceUnavailable, "service_unavailable", "It cannot be told right now whether the bearer key is known. Nothing was begun; repeat the request unchanged.") { RetryAfter = Seconds(wait) });

    public static RequestRefusedException HttpsRequired() =>
        Refused(403, "https_required", "This service answers over HTTPS only. Whatever key came with this request has crossed the network in clear: replace it.");

    public static RequestRefusedException TooManyRequests(TimeSpan wait) =>
        Later(wait, "You have more requests per second or under way than is agreed. This one was not begun; repeat it unchanged.");

    public static RequestRefusedException WatchedByOneTooOften(int most) =>
        Later(UntilOneHasGone, $"You watch this node {most} times already. Close one, or poll /admin/attention.");

    public static RequestRefusedException WatchedByTooMany(int most) =>
        new(new AcpError(503, ErrorType.ServiceUnavailable, "too_many_watch", $"{most} watch this node already. Try again later, or poll /admin/attention.") { RetryAfter = Seconds(UntilOneHasGone) });

    public static RequestRefusedException TooManyWrongKeys(TimeSpan wait) =>
        Later(wait, "Too many requests with keys that are not known came from where you are.");

    public static RequestRefusedException RoleTooSmall(string needed, string given) =>
        Refused(403, "role_too_small", $"This needs the role {needed}; the role of this key is {given}.");

    public static RequestRefusedException SignatureRequired() =>
        Refused(401, "signature_required", "The requests of this platform must be signed, with the headers Signature and Timestamp.");

    public static RequestRefusedException IncompleteSignature(string missing) =>
        Refused(400, "incomplete_signature", $"Signature and Timestamp belong together: {missing} is missing.");

    public static RequestRefusedException InvalidTimestamp() =>
        Refused(400, "invalid_timestamp", "The Timestamp must be one RFC 3339 time, such as 2026-04-17T10:30:00.123Z.");

    public static RequestRefusedException StaleTimestamp(TimeSpan skew) =>
        Refused(401, "stale_timestamp", string.Create(CultureInfo.InvariantCulture, $"The Timestamp is more than {skew.TotalSeconds} seconds away from the time here."));

    public static RequestRefusedException MalformedSignature() =>
        Refused(401, InvalidSignatureCode, "The Signature must be one value of 64 bytes in base64url: an Ed25519 signature, or r and s of ES256, not DER.");

    public static RequestRefusedException InvalidSignature() =>
        Refused(401, InvalidSignatureCode, "The Signature is not one of this Timestamp and body by a key of this platform.");

    public static RequestRefusedException UnsignableNumber() =>
        Refused(401, InvalidSignatureCode, "A number in the body has more digits than a signature can cover: RFC 8785 writes numbers as doubles.");

    public static RequestRefusedException SignatureReplayed() =>
        Refused(401, "signature_replayed", "The Signature came with an earlier request. Sign each with a Timestamp of its own; only a repeat under the same Idempotency-Key may bring it again.");

    public static RequestRefusedException MissingVersion(IReadOnlyList<string> supported) =>
        Version("missing_api_version", "The API-Version header is required.", supported);

    public static RequestRefusedException UnsupportedVersion(IReadOnlyList<string> supported) =>
        Version("unsupported_api_version", "The API-Version is not supported.", supported);

    public static RequestRefusedException UnsupportedMediaType(string message) =>
        Refused(415, "unsupported_media_type", message);

    public static RequestRefusedException MissingKey() =>
        Refused(400, "idempotency_key_required", "The Idempotency-Key header is required here.");

    public static RequestRefusedException InvalidKey(int longest) =>
        Refused(400, "invalid_idempotency_key", $"The Idempotency-Key must be one value of 1 to {longest} printable ASCII characters.");

    public static RequestRefusedException TooLarge(long limit) =>
        Refused(413, "payload_too_large", $"The body is larger than {limit} bytes.");

    public static RequestRefusedException InvalidJson(string message) => Refused(400, "invalid_json", message);

    /// <summary>Says nothing of why: whoever sends such a thing may be feeling their way.</summary>
    public static RequestRefusedException UntrustedNotice() =>
        Refused(400, "untrusted_notice", "The notice was not accepted.");

    /// <summary>The sender has a secret of ours, and can be told.</summary>
    public static RequestRefusedException NoticeOfOtherAccount() =>
        Refused(400, "other_account", "The event is of an account that is not the one of this service.");

    /// <summary>A body whose JSON is fine and whose content is not.</summary>
    public static RequestRefusedException Invalid(string code, string message, string param) =>
        Refused(400, code, message, param);

    private static RequestRefusedException Later(TimeSpan wait, string message) =>
        new(new AcpError(429, ErrorType.InvalidRequest, TooManyCode, message) { RetryAfter = Seconds(wait) });

    private static int Seconds(TimeSpan wait) => Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));

    private static RequestRefusedException Version(string code, string message, IReadOnlyList<string> supported) =>
        new(new AcpError(400, ErrorType.InvalidRequest, code, message) { SupportedVersions = supported });

    private static RequestRefusedException Refused(int status, string code, string message, string? param = null) =>
        new(new AcpError(status, ErrorType.InvalidRequest, code, message, param));
}
