using System.Globalization;
using Acp.Gateway.Json;
using Acp.Gateway.Http;
using Acp.Gateway.Reading;
using Acp.Keys;

namespace Acp.Gateway.Admin.Keys;

/// <summary>Reads what is wanted of a key. A member that is not known is refused: a misspelt expiry would be none.</summary>
internal static class KeyBodies
{
    private const int LargestBody = 16 * 1024;
    private const int Reason = 500;
    private const int Label = 100;
    private static readonly TimeSpan UsualOverlap = TimeSpan.FromHours(24);
    private static readonly TimeSpan LongestOverlap = TimeSpan.FromDays(30);

    /// <param name="platforms">Who may have keys.</param>
    public static Task<(AccessKeyWish Wish, AccessKeyCall Call)> Make(HttpContext http, IEnumerable<string> platforms, DateTimeOffset now) => Read(http, body =>
    {
        var kind = body.OnlyKnown("kind", "owner", "role", "label", "expiresAt", "reason")["kind"].Required().OneOf("platform", "admin") == "admin"
            ? AccessKeyKind.Admin
            : AccessKeyKind.Platform;
        return new AccessKeyWish(kind, Owner(body["owner"], kind, platforms), Role(body["role"], kind), body["label"].OptionalText(Label) ?? "", Expiry(body["expiresAt"], now));
    });

    public static Task<(RotationWish Wish, AccessKeyCall Call)> Rotate(HttpContext http, DateTimeOffset now) => Read(http, body =>
        new RotationWish(Overlap(body.OnlyKnown("overlapSeconds", "expiresAt", "reason")["overlapSeconds"]), Expiry(body["expiresAt"], now)));

    private static async Task<(T Wish, AccessKeyCall Call)> Read<T>(HttpContext http, Func<Field, T> read)
    {
        MediaTypes.RequireJson(http.Request);
        var key = IdempotencyKeys.Require(http.Request.Headers);
        using var json = JsonBody.Parse(await RequestBodies.Read(http.Request, LargestBody));
        var body = Field.Root(json.RootElement).Object();
        return (read(body), new AccessKeyCall(http.Operator().Name, body["reason"].RequiredText(Reason), key, JsonMeaning.Fingerprint(json.RootElement)));
    }

    private static string Owner(Field owner, AccessKeyKind kind, IEnumerable<string> platforms)
    {
        var name = owner.RequiredText(AdminOptionsValidator.LongestName);
        return kind == AccessKeyKind.Platform
            ? platforms.Contains(name, StringComparer.Ordinal) ? name : throw owner.Fault("unknown_platform", "must be the name of a configured platform (Platforms:0:Name)")
            : AdminOptionsValidator.IsName(name) ? name : throw owner.Fault("invalid_value", "must be a name for the audit trail, not beginning with admin:");
    }

    private static string? Role(Field role, AccessKeyKind kind) =>
        kind == AccessKeyKind.Admin ? role.Required().OneOf("read", "support", "owner")
        : role.HasValue ? throw role.Fault("invalid_value", "is for keys of operators only")
        : null;

    private static DateTimeOffset? Expiry(Field time, DateTimeOffset now) => time.OptionalText(Limits.Text) is not { } text ? null
        : Rfc3339.TryParse(text, out var at) && at > now ? at.ToUniversalTime()
        : throw time.Fault("invalid_value", "must be an RFC 3339 time that is yet to come");

    private static TimeSpan Overlap(Field seconds) => !seconds.HasValue ? UsualOverlap
        : seconds.Json.ValueKind == System.Text.Json.JsonValueKind.Number && seconds.Json.TryGetInt32(out var number) && number >= 0 && number <= LongestOverlap.TotalSeconds ? TimeSpan.FromSeconds(number)
        : throw seconds.Fault("invalid_value", string.Create(CultureInfo.InvariantCulture, $"must be a whole number of seconds from 0 to {LongestOverlap.TotalSeconds}"));
}
