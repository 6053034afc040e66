using System.Text.Json;
using Acp.Client.Admin;
using Acp.Client.Calls;
using Acp.Client.Json;

namespace Acp.Client;

/// <summary>Keys of platforms and operators that are made at the gateway; those of its configuration are not in it.</summary>
public sealed class AdminKeysClient
{
    private const string Root = "/admin/keys";
    private readonly Caller caller;

    internal AdminKeysClient(Caller caller) => this.caller = caller;

    /// <summary>Lists them by id: <c>GET /admin/keys</c>.</summary>
    /// <param name="cursor">Of the page before.</param>
    /// <param name="limit">1 to 200; 50 where it is left out.</param>
    /// <param name="stop">Ends the call early.</param>
    public Task<Answer<Page<AccessKey>>> List(string? cursor = null, int? limit = null, CancellationToken stop = default) =>
        caller.Make(Call.Get(Paths.Query(Root, ("limit", limit), ("cursor", cursor))), OwnJson.Default.PageAccessKey, stop);

    /// <summary>Shows one with its timeline: <c>GET /admin/keys/{id}</c>.</summary>
    /// <param name="id">The key's id, not its text.</param>
    /// <param name="stop">Ends the call early.</param>
    public Task<Answer<AccessKey>> Retrieve(string id, CancellationToken stop = default) =>
        caller.Make(Call.Get($"{Root}/{Paths.Segment(id)}"), OwnJson.Default.AccessKey, stop);

    /// <summary>Makes one: <c>POST /admin/keys</c>. A repeat after a lost reply brings the same key with another text, and the text that was lost opens nothing.</summary>
    /// <param name="wish">What it is to be.</param>
    /// <param name="key">Only to go on with a call of an earlier process, with the same content.</param>
    /// <param name="stop">Ends the call early; once something was sent it says <see cref="Answer{T}.Unknown"/>.</param>
    public Task<Answer<AccessKeyMade>> Create(AccessKeyWish wish, CallKey? key = null, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(wish);
        var body = JsonSerializer.SerializeToUtf8Bytes(wish, OwnJson.Default.AccessKeyWish);
        return caller.Make(Call.Post(Root, body).Under(key), OwnJson.Default.AccessKeyMade, stop);
    }

    /// <summary>Makes its successor; the old one ends after an overlap: <c>POST /admin/keys/{id}/rotate</c>. A repeat is as that of making a key.</summary>
    /// <param name="id">The key's id, not its text.</param>
    /// <param name="rotation">How.</param>
    /// <param name="key">Only to go on with a call of an earlier process, with the same content.</param>
    /// <param name="stop">Ends the call early; once something was sent it says <see cref="Answer{T}.Unknown"/>.</param>
    public Task<Answer<AccessKeyMade>> Rotate(string id, AccessKeyRotation rotation, CallKey? key = null, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(rotation);
        var body = JsonSerializer.SerializeToUtf8Bytes(rotation, OwnJson.Default.AccessKeyRotation);
        return caller.Make(Call.Post($"{Root}/{Paths.Segment(id)}/rotate", body).Under(key), OwnJson.Default.AccessKeyMade, stop);
    }

    /// <summary>Ends one, everywhere within 5 seconds: <c>POST /admin/keys/{id}/revoke</c>. Again is the same.</summary>
    /// <param name="id">The key's id, not its text.</param>
    /// <param name="reason">For the record; 1 to 500 characters.</param>
    /// <param name="stop">Ends the call early.</param>
    public Task<Answer<AccessKey>> Revoke(string id, string reason, CancellationToken stop = default)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new ReasonBody(reason), OwnJson.Default.ReasonBody);
        return caller.Make(Call.Post($"{Root}/{Paths.Segment(id)}/revoke", body), OwnJson.Default.AccessKey, stop);
    }
}
