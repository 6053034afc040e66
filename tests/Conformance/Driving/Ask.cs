using System.Text;

namespace Acp.Conformance.Driving;

internal enum Operation
{
    Create,
    Retrieve,
    Update,
    Complete,
    Cancel,
    Discovery,
    Other,
}

/// <summary>A request, down to what may be wrong with it. A header that is null is not sent.</summary>
internal sealed record Ask(Operation Operation, HttpMethod Method, string Path)
{
    public string? Authorization { get; init; }

    public string? Version { get; init; }

    public string? IdempotencyKey { get; init; }

    public string? RequestId { get; init; }

    public string? ContentType { get; init; } = "application/json";

    /// <summary>Anything else.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    public string? Body { get; init; }

    public HttpRequestMessage ToMessage()
    {
        var message = new HttpRequestMessage(Method, new Uri(Path, UriKind.Relative));
        foreach (var (name, value) in AllHeaders())
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }

        if (Body is not null)
        {
            message.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(Body));
            if (ContentType is not null)
            {
                message.Content.Headers.TryAddWithoutValidation("Content-Type", ContentType);
            }
        }

        return message;
    }

    private IEnumerable<(string, string)> AllHeaders() =>
        new (string Name, string? Value)[]
        {
            ("Authorization", Authorization), ("API-Version", Version), ("Idempotency-Key", IdempotencyKey), ("Request-Id", RequestId),
        }.Where(header => header.Value is not null).Select(header => (header.Name, header.Value!)).Concat(Headers);
}
