using System.Text.Json;
using Acp.Clustering;
using Acp.Gateway.Admin.Attention;
using Acp.Gateway.Admin.Tokens;
using Acp.Gateway.Telemetry;

namespace Acp.Gateway.Admin.Live;

/// <summary>A snapshot as its OpenAPI schema has it. In one line, as an event's data must be.</summary>
internal static class LiveJson
{
    /// <summary>Decimals: tenths of a millisecond, and one request in three hours.</summary>
    private const int Digits = 4;

    public static byte[] Render(LiveSnapshot snapshot) => AdminJson.Render(json =>
    {
        json.WriteStartObject();
        json.WriteTime("at", snapshot.At);
        json.WriteString("node", snapshot.Node);
        Write(json, snapshot.Traffic);
        Write(json, snapshot.Stored);
        Write(json, snapshot.Cluster);
        json.WriteEndObject();
    });

    private static void Write(Utf8JsonWriter json, TrafficRates traffic)
    {
        json.WriteStartObject("traffic");
        WriteRounded(json, "seconds", traffic.Seconds);
        WriteRounded(json, "requests", traffic.Requests);
        WriteRounded(json, "errorRate", traffic.ErrorRate);
        json.WriteStartArray("completes");
        foreach (var rate in traffic.Completes)
        {
            json.WriteStartObject();
            json.WriteString("result", rate.Result);
            WriteRounded(json, "perSecond", rate.PerSecond);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteRounded(json, "p50", traffic.P50);
        WriteRounded(json, "p95", traffic.P95);
        WriteRounded(json, "p99", traffic.P99);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, StoredFigures? stored)
    {
        if (stored is null)
        {
            json.WriteNull("stored");
            return;
        }

        json.WriteStartObject("stored");
        json.WriteTime("at", stored.At);
        AttentionJson.WriteCounts(json, stored.Attention);
        AttentionJson.WriteOverdue(json, stored.Attention);
        OverviewJson.WriteStates(json, "tokens", stored.Tokens);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ClusterReading? cluster)
    {
        if (cluster is null)
        {
            json.WriteNull("cluster");
            return;
        }

        json.WriteStartObject("cluster");
        json.WriteTime("at", cluster.At);
        json.WriteStartArray("nodes");
        foreach (var node in cluster.Nodes)
        {
            Write(json, node);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, NodeReading node)
    {
        json.WriteStartObject();
        json.WriteString("name", node.Name);
        json.WriteString("address", node.Address);
        json.WriteString("status", AttentionItems.Word(node.Status));
        json.WriteTime("since", node.Since);
        if (node.Grains is null)
        {
            json.WriteNull("grains");
            json.WriteEndObject();
            return;
        }

        json.WriteStartArray("grains");
        foreach (var grain in node.Grains)
        {
            json.WriteStartObject();
            json.WriteString("kind", grain.Kind);
            json.WriteNumber("count", grain.Count);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteRounded(Utf8JsonWriter json, string member, double? number)
    {
        if (number is { } value)
        {
            json.WriteNumber(member, Math.Round(value, Digits));
        }
        else
        {
            json.WriteNull(member);
        }
    }
}
