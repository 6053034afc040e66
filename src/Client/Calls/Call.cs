namespace Acp.Client.Calls;

/// <summary>One wish, as it is sent each time: the same bytes under the same key.</summary>
/// <param name="Path">Behind the base address, beginning with a slash.</param>
/// <param name="Body">JSON; null where there is none.</param>
/// <param name="Key">Null for what can be repeated without one.</param>
internal sealed record Call(HttpMethod Method, string Path, byte[]? Body = null, CallKey? Key = null)
{
    /// <summary>The caller named the key: an earlier process may have sent the same, and nobody told us what came of it.</summary>
    public bool IsResumed { get; init; }

    /// <summary>Asks and changes nothing.</summary>
    public bool IsRead => Method == HttpMethod.Get;

    public static Call Get(string path) => new(HttpMethod.Get, path);

    public static Call Post(string path, byte[]? body = null) => new(HttpMethod.Post, path, body);

    /// <param name="given">Null: it gets one of its own.</param>
    public Call Under(CallKey? given) => this with { Key = given ?? CallKey.New(), IsResumed = given is not null };
}
