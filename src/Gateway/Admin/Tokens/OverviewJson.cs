using System.Text.Json;
using Acp.SharedPaymentTokens;

namespace Acp.Gateway.Admin.Tokens;

/// <summary>The inventory in numbers, as the OpenAPI document describes each of them.</summary>
internal static class OverviewJson
{
    public static byte[] Render(TokenOverview overview) => AdminJson.Render(json =>
    {
        json.WriteStartObject();
        json.WriteTime("at", overview.At);
        WriteStatistics(json, "all", overview.All);
        WriteStatistics(json, "issued", overview.Issued);
        WriteStatistics(json, "granted", overview.Granted);
        json.WriteEndObject();
    });

    private static void WriteStatistics(Utf8JsonWriter json, string member, TokenStatistics statistics)
    {
        json.WriteStartObject(member);
        WriteStates(json, "states", statistics.States);
        WriteList(json, "hours", statistics.Hours, WritePeriod);
        WriteList(json, "days", statistics.Days, WritePeriod);
        WriteShare(json, "conversion", statistics.Conversion);
        WriteTimeToUse(json, statistics.TimeToUse);
        WriteList(json, "currencies", statistics.Currencies, WriteSums);
        json.WriteEndObject();
    }

    public static void WriteStates(Utf8JsonWriter json, string member, TokenStates states)
    {
        json.WriteStartObject(member);
        json.WriteNumber("ACTIVE", states.Active);
        json.WriteNumber("USED", states.Used);
        json.WriteNumber("EXPIRED", states.Expired);
        json.WriteNumber("REVOKED", states.Revoked);
        json.WriteEndObject();
    }

    private static void WritePeriod(Utf8JsonWriter json, TokenPeriod period)
    {
        json.WriteStartObject();
        json.WriteTime("from", period.From);
        json.WriteNumber("issued", period.Issued);
        json.WriteNumber("used", period.Used);
        json.WriteNumber("expired", period.Expired);
        json.WriteNumber("revoked", period.Revoked);
        json.WriteEndObject();
    }

    private static void WriteTimeToUse(Utf8JsonWriter json, TimeToUse time)
    {
        json.WriteStartObject("timeToUse");
        WriteShare(json, "meanSeconds", time.MeanSeconds);
        WriteList(json, "histogram", time.Histogram, WriteBucket);
        json.WriteEndObject();
    }

    private static void WriteBucket(Utf8JsonWriter json, TimeToUseBucket bucket)
    {
        json.WriteStartObject();
        json.WriteAmount("upToSeconds", bucket.UpToSeconds);
        json.WriteNumber("count", bucket.Count);
        json.WriteEndObject();
    }

    private static void WriteSums(Utf8JsonWriter json, TokenSums sums)
    {
        json.WriteStartObject();
        json.WriteString("currency", sums.Currency);
        WriteStates(json, "limits", sums.Limits);
        json.WriteNumber("captured", sums.Captured);
        json.WriteEndObject();
    }

    private static void WriteList<T>(Utf8JsonWriter json, string member, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(member);
        foreach (var item in items)
        {
            write(json, item);
        }

        json.WriteEndArray();
    }

    private static void WriteShare(Utf8JsonWriter json, string member, double? number)
    {
        if (number is { } value)
        {
            json.WriteNumber(member, value);
        }
        else
        {
            json.WriteNull(member);
        }
    }
}
