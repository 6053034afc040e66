using System.Text.Json;
using Acp.Client.Calls;
using Acp.Client.Json;

namespace Acp.Client;

/// <summary>Payment tokens that a platform has issued, and what became of them.</summary>
public sealed class TokensClient
{
    private readonly Caller caller;

    internal TokensClient(Caller caller) => this.caller = caller;

    /// <summary>Has a token issued: <c>POST /spt</c>.</summary>
    /// <param name="token">What it is to be.</param>
    /// <param name="key">Only to go on with a call of an earlier process, with the same content.</param>
    /// <param name="stop">Ends the call early; once something was sent it says <see cref="Answer{T}.Unknown"/>.</param>
    public Task<Answer<IssuedToken>> Issue(IssueToken token, CallKey? key = null, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(token);
        var body = JsonSerializer.SerializeToUtf8Bytes(token, OwnJson.Default.IssueToken);
        return caller.Make(Call.Post("/spt", body).Under(key), OwnJson.Default.IssuedToken, stop);
    }

    /// <summary>Shows a token: <c>GET /spt/{id}</c>.</summary>
    /// <param name="token">One of the platform's own.</param>
    /// <param name="stop">Ends the call early, with an <see cref="OperationCanceledException"/>.</param>
    public Task<Answer<IssuedToken>> Retrieve(PaymentToken token, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(token);
        return caller.Make(Call.Get($"/spt/{Paths.Segment(token.Value)}"), OwnJson.Default.IssuedToken, stop);
    }
}
