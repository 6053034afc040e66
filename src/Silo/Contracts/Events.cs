using Acp.ProviderEvents;

namespace Acp.Silo.Contracts;

[GenerateSerializer, Alias("acp.event-facts"), Immutable]
internal struct EventFactsSurrogate
{
    [Id(0)] public string Id;
    [Id(1)] public string Type;
    [Id(2)] public EventSubject Subject;
    [Id(3)] public DateTimeOffset HappenedAt;
    [Id(4)] public string? Session;
    [Id(5)] public string? Issue;
    [Id(6)] public string? Token;
    [Id(7)] public string? Intent;
}

[RegisterConverter]
internal sealed class EventFactsConverter : IConverter<EventFacts, EventFactsSurrogate>
{
    public EventFacts ConvertFromSurrogate(in EventFactsSurrogate surrogate) => new(
        surrogate.Id,
        surrogate.Type,
        surrogate.Subject,
        surrogate.HappenedAt,
        surrogate.Session,
        surrogate.Issue,
        surrogate.Token,
        surrogate.Intent);

    public EventFactsSurrogate ConvertToSurrogate(in EventFacts value) => new()
    {
        Id = value.Id,
        Type = value.Type,
        Subject = value.Subject,
        HappenedAt = value.HappenedAt,
        Session = value.Session,
        Issue = value.Issue,
        Token = value.Token,
        Intent = value.Intent,
    };
}

[GenerateSerializer, Alias("acp.provider-event"), Immutable]
internal struct ProviderEventViewSurrogate
{
    [Id(0)] public EventFacts Facts;
    [Id(1)] public ProviderEventStatus Status;
    [Id(2)] public int Tries;
    [Id(3)] public string? Why;
    [Id(4)] public DateTimeOffset ReceivedAt;
    [Id(5)] public DateTimeOffset? NextTryAt;
}

[RegisterConverter]
internal sealed class ProviderEventViewConverter : IConverter<ProviderEventView, ProviderEventViewSurrogate>
{
    public ProviderEventView ConvertFromSurrogate(in ProviderEventViewSurrogate surrogate) => new(
        surrogate.Facts,
        surrogate.Status,
        surrogate.Tries,
        surrogate.Why,
        surrogate.ReceivedAt,
        surrogate.NextTryAt);

    public ProviderEventViewSurrogate ConvertToSurrogate(in ProviderEventView value) => new()
    {
        Facts = value.Facts,
        Status = value.Status,
        Tries = value.Tries,
        Why = value.Why,
        ReceivedAt = value.ReceivedAt,
        NextTryAt = value.NextTryAt,
    };
}
