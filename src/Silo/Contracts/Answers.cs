using Acp.CheckoutSessions;

namespace Acp.Silo.Contracts;

/// <summary>Of what says all by its type.</summary>
[GenerateSerializer, Alias("acp.empty"), Immutable]
internal struct Empty;

[GenerateSerializer, Alias("acp.reply"), Immutable]
internal struct ReplySurrogate
{
    [Id(0)] public int Status;
    [Id(1)] public ReadOnlyMemory<byte> Body;
}

[RegisterConverter]
internal sealed class ReplyConverter : IConverter<Reply, ReplySurrogate>
{
    public Reply ConvertFromSurrogate(in ReplySurrogate surrogate) => new(surrogate.Status, surrogate.Body);

    public ReplySurrogate ConvertToSurrogate(in Reply value) => new() { Status = value.Status, Body = value.Body };
}

[GenerateSerializer, Alias("acp.replied"), Immutable]
internal struct RepliedSurrogate
{
    [Id(0)] public Reply Reply;
    [Id(1)] public bool Replayed;
    [Id(2)] public string? Result;
}

[RegisterConverter]
internal sealed class AnswerRepliedConverter : IConverter<Answer.Replied, RepliedSurrogate>
{
    public Answer.Replied ConvertFromSurrogate(in RepliedSurrogate surrogate) => new(surrogate.Reply, surrogate.Replayed) { Result = surrogate.Result };

    public RepliedSurrogate ConvertToSurrogate(in Answer.Replied value) => new() { Reply = value.Reply, Replayed = value.Replayed, Result = value.Result };
}

[RegisterConverter]
internal sealed class AnswerNotFoundConverter : IConverter<Answer.NotFound, Empty>
{
    public Answer.NotFound ConvertFromSurrogate(in Empty surrogate) => new();

    public Empty ConvertToSurrogate(in Answer.NotFound value) => default;
}

[RegisterConverter]
internal sealed class AnswerKeyReusedConverter : IConverter<Answer.KeyReused, Empty>
{
    public Answer.KeyReused ConvertFromSurrogate(in Empty surrogate) => new();

    public Empty ConvertToSurrogate(in Answer.KeyReused value) => default;
}

[RegisterConverter]
internal sealed class AnswerKeyInFlightConverter : IConverter<Answer.KeyInFlight, Empty>
{
    public Answer.KeyInFlight ConvertFromSurrogate(in Empty surrogate) => new();

    public Empty ConvertToSurrogate(in Answer.KeyInFlight value) => default;
}

[RegisterConverter]
internal sealed class AnswerPaymentInProgressConverter : IConverter<Answer.PaymentInProgress, Empty>
{
    public Answer.PaymentInProgress ConvertFromSurrogate(in Empty surrogate) => new();

    public Empty ConvertToSurrogate(in Answer.PaymentInProgress value) => default;
}

[RegisterConverter]
internal sealed class AnswerPaymentOutcomeUnknownConverter : IConverter<Answer.PaymentOutcomeUnknown, Empty>
{
    public Answer.PaymentOutcomeUnknown ConvertFromSurrogate(in Empty surrogate) => new();

    public Empty ConvertToSurrogate(in Answer.PaymentOutcomeUnknown value) => default;
}

[RegisterConverter]
internal sealed class AnswerIssueOutcomeUnknownConverter : IConverter<Answer.IssueOutcomeUnknown, Empty>
{
    public Answer.IssueOutcomeUnknown ConvertFromSurrogate(in Empty surrogate) => new();

    public Empty ConvertToSurrogate(in Answer.IssueOutcomeUnknown value) => default;
}

[RegisterConverter]
internal sealed class AnswerProviderUnavailableConverter : IConverter<Answer.ProviderUnavailable, Empty>
{
    public Answer.ProviderUnavailable ConvertFromSurrogate(in Empty surrogate) => new();

    public Empty ConvertToSurrogate(in Answer.ProviderUnavailable value) => default;
}

[RegisterConverter]
internal sealed class AnswerMerchantUnavailableConverter : IConverter<Answer.MerchantUnavailable, Empty>
{
    public Answer.MerchantUnavailable ConvertFromSurrogate(in Empty surrogate) => new();

    public Empty ConvertToSurrogate(in Answer.MerchantUnavailable value) => default;
}

[RegisterConverter]
internal sealed class AnswerIssuingNotConfiguredConverter : IConverter<Answer.IssuingNotConfigured, Empty>
{
    public Answer.IssuingNotConfigured ConvertFromSurrogate(in Empty surrogate) => new();

    public Empty ConvertToSurrogate(in Answer.IssuingNotConfigured value) => default;
}

[RegisterConverter]
internal sealed class AnswerStoreUnavailableConverter : IConverter<Answer.StoreUnavailable, Empty>
{
    public Answer.StoreUnavailable ConvertFromSurrogate(in Empty surrogate) => new();

    public Empty ConvertToSurrogate(in Answer.StoreUnavailable value) => default;
}

[RegisterConverter]
internal sealed class AnswerContendedConverter : IConverter<Answer.Contended, Empty>
{
    public Answer.Contended ConvertFromSurrogate(in Empty surrogate) => new();

    public Empty ConvertToSurrogate(in Answer.Contended value) => default;
}
