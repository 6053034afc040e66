using System.Collections.Immutable;
using System.Net;
using System.Text;
using System.Text.Json;

namespace Acp.Fakes;

/// <param name="Path">As sent, still escaped.</param>
/// <param name="Query">With or without its question mark.</param>
/// <param name="Headers">Names in any case.</param>
public sealed record FakeRequest(
    string Method, string Path, string Query, IReadOnlyDictionary<string, string> Headers, ReadOnlyMemory<byte> Body)
{
    internal string? Header(string name) => Headers.GetValueOrDefault(name);

    internal ImmutableArray<string> Segments() =>
        [.. Path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString)];

    internal Dictionary<string, string> QueryFields() => Read(Query.TrimStart('?'));

    internal Dictionary<string, string> FormFields() => Read(Encoding.UTF8.GetString(Body.Span));

    /// <summary>For the control calls: a flat JSON object, a form or a query, whichever was sent.</summary>
    internal Dictionary<string, string> AnyFields()
    {
        if (Body.IsEmpty)
        {
            return QueryFields();
        }

        if (Body.Span[0] is not (byte)'{')
        {
            return FormFields();
        }

        using var document = JsonDocument.Parse(Body);
        return document.RootElement.EnumerateObject().ToDictionary(member => member.Name, member => member.Value.ToString());
    }

    private static Dictionary<string, string> Read(string text)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in text.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? pair : pair[..equals];
            fields[WebUtility.UrlDecode(name)] = equals < 0 ? "" : WebUtility.UrlDecode(pair[(equals + 1)..]);
        }

        return fields;
    }
}

/// <summary>What goes back over the wire. The private constructor closes the hierarchy.</summary>
public abstract record FakeAnswer
{
    private FakeAnswer() { }

    public sealed record Reply(int Status, IReadOnlyDictionary<string, string> Headers, ReadOnlyMemory<byte> Body) : FakeAnswer;

    /// <summary>The connection breaks without a reply.</summary>
    public sealed record Broken : FakeAnswer;
}
