using System.Text.Json;
using System.Text.Json.Serialization;
using Acp.Store;

namespace Acp.Trails;

/// <summary>What entries of a trail hold beside what happened: whose request it was, and what was seen since the entry before.</summary>
public static class TrailDetail
{
    public const string Request = "request";
    public const string Meanwhile = "meanwhile";

    /// <summary>How many more there were, before those that are told.</summary>
    public const string PassedOver = "passed_over";

    private static readonly JsonSerializerOptions Short = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <returns>JSON; what is null is left out.</returns>
    internal static string Write<T>(T detail) => JsonSerializer.Serialize(detail, Short);

    internal static AuditEntry With(this AuditEntry entry, RequestNote? request, Seen? seen)
    {
        var detail = request is null ? entry.Detail : Add(entry.Detail, Request, Write(request));
        if (seen is { } told)
        {
            detail = Add(detail, Meanwhile, Write(told.LinesBefore(entry.At)));
            detail = told.PassedOver > 0 ? Add(detail, PassedOver, Write(told.PassedOver)) : detail;
        }

        return entry with { Detail = detail };
    }

    // An object is written without a blank at either end.
    private static string Add(string detail, string member, string value) =>
        detail.Length > 2 ? $"{detail[..^1]},\"{member}\":{value}}}" : $"{{\"{member}\":{value}}}";
}
