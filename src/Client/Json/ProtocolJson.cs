using System.Text.Json.Serialization;
using Acp.Client.Sessions;

namespace Acp.Client.Json;

/// <summary>The protocol's own names. It knows no null: what is unknown is left out.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    Converters = [typeof(LenientUri), typeof(LenientTime)],
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CheckoutSession))]
[JsonSerializable(typeof(CreateSession))]
[JsonSerializable(typeof(UpdateSession))]
[JsonSerializable(typeof(CompleteBody))]
[JsonSerializable(typeof(OrderEvent))]
[JsonSerializable(typeof(ErrorBody))]
internal sealed partial class ProtocolJson : JsonSerializerContext;
