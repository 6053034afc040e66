using System.Text.Json;
using System.Text.Json.Serialization;

namespace Acp.Pricing;

/// <summary>The number of the file that the counters already have. The difference to the file is what is still to be added.</summary>
internal sealed record SeededStock(long Seed, DateTimeOffset Since)
{
    public static string KeyOf(string productId) => $"stock/{productId}";

    public static SeededStock? Read(ReadOnlyMemory<byte>? state) =>
        state is { } bytes ? JsonSerializer.Deserialize(bytes.Span, SeededStockJson.Default.SeededStock) : null;

    public ReadOnlyMemory<byte> Write() => JsonSerializer.SerializeToUtf8Bytes(this, SeededStockJson.Default.SeededStock);
}

/// <summary>What the audit trail says of a change.</summary>
internal sealed record StockSeedChange(long? From, long To);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(SeededStock))]
[JsonSerializable(typeof(StockSeedChange))]
internal sealed partial class SeededStockJson : JsonSerializerContext;
