using System.Text.Json;
using Acp.Orders;

namespace Acp.Silo.Contracts;

/// <summary>Of what crosses seldom and has many shapes: a merchant's commands, some for each order. As JSON, which reads what an older build left out.</summary>
[GenerateSerializer, Alias("acp.json"), Immutable]
internal struct JsonSurrogate
{
    [Id(0)] public byte[] Json;
}

internal abstract class JsonConverter<T> : IConverter<T, JsonSurrogate>
    where T : class
{
    public T ConvertFromSurrogate(in JsonSurrogate surrogate) => JsonSerializer.Deserialize<T>(surrogate.Json)!;

    public JsonSurrogate ConvertToSurrogate(in T value) => new() { Json = JsonSerializer.SerializeToUtf8Bytes(value) };
}

[RegisterConverter]
internal sealed class OrderCallConverter : JsonConverter<OrderCall>;

[RegisterConverter]
internal sealed class ConfirmOrderConverter : JsonConverter<OrderCommand.Confirm>;

[RegisterConverter]
internal sealed class HoldOrderConverter : JsonConverter<OrderCommand.HoldForReview>;

[RegisterConverter]
internal sealed class FulfillOrderConverter : JsonConverter<OrderCommand.Fulfill>;

[RegisterConverter]
internal sealed class ProgressOrderConverter : JsonConverter<OrderCommand.Progress>;

[RegisterConverter]
internal sealed class CancelOrderConverter : JsonConverter<OrderCommand.Cancel>;

[RegisterConverter]
internal sealed class NoteOnOrderConverter : JsonConverter<OrderCommand.Note>;

[RegisterConverter]
internal sealed class RefundOrderConverter : JsonConverter<OrderCommand.Refund>;

[RegisterConverter]
internal sealed class LineQuantityConverter : JsonConverter<LineQuantity>;

[RegisterConverter]
internal sealed class DispatchConverter : JsonConverter<Dispatch>;

[RegisterConverter]
internal sealed class OrderRefusalConverter : JsonConverter<OrderRefusal>;

[RegisterConverter]
internal sealed class OrderDoneConverter : JsonConverter<OrderAnswer.Done>;

[RegisterConverter]
internal sealed class OrderNotFoundConverter : JsonConverter<OrderAnswer.NotFound>;

[RegisterConverter]
internal sealed class OrderRefusedConverter : JsonConverter<OrderAnswer.Refused>;

[RegisterConverter]
internal sealed class OrderKeyReusedConverter : JsonConverter<OrderAnswer.KeyReused>;

[RegisterConverter]
internal sealed class OrderRefundUnknownConverter : JsonConverter<OrderAnswer.RefundOutcomeUnknown>;

[RegisterConverter]
internal sealed class OrderProviderUnavailableConverter : JsonConverter<OrderAnswer.ProviderUnavailable>;

[RegisterConverter]
internal sealed class OrderStoreUnavailableConverter : JsonConverter<OrderAnswer.StoreUnavailable>;

[RegisterConverter]
internal sealed class OrderContendedConverter : JsonConverter<OrderAnswer.Contended>;
