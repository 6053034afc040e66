using System.Text.Json;
using Acp.CheckoutSessions;
using Acp.Gateway.Edge;
using Acp.Gateway.Errors;
using Acp.Gateway.Http;
using Acp.Gateway.Json;
using Acp.Gateway.Platforms;
using Acp.Gateway.Signing;
using Acp.SharedPaymentTokens;
using Acp.TokenIssues;
using Microsoft.Extensions.Options;

namespace Acp.Gateway.Issuing;

/// <summary>
/// <c>/spt</c>: no part of the protocol, and so without its version; its rules for keys and errors all the same. The
/// request's cancellation goes nowhere: a caller that hangs up does not stop what may already be on its way.
/// </summary>
internal sealed class IssuingEndpoints(PlatformKeys keys, PlatformLimits limits, RequestSignatures signatures, IGrains grains, IOptions<GatewayOptions> options)
{
    /// <summary>The canonical path, in which idempotency keys live.</summary>
    private const string Path = "/spt";

    private static readonly AcpError NoToken = new(404, ErrorType.InvalidRequest, "not_found", "There is no such token.");

    /// <param name="prefix">What stands before the path where the endpoint is mapped.</param>
    public async Task Issue(HttpContext http, string prefix)
    {
        var answer = await Issue(http.Request, await Platform(http));
        if (answer is Answer.Replied { Reply: { Status: StatusCodes.Status201Created, Body: var body } })
        {
            http.Response.Headers.Location = $"{prefix}{Path}/{IdIn(body)}";
        }

        await ReplyWriter.Write(http, answer);
    }

    /// <summary>What others hold, and tokens that were granted to us, look like what is not there.</summary>
    public async Task Show(HttpContext http)
    {
        var platform = await Platform(http);
        var id = (string)http.Request.RouteValues["id"]!;
        await signatures.Accept(signatures.Read(http.Request, platform), platform, body: null, new SignedUse(http.Request.Method, $"{Path}/{id}", Key: null));
        var token = TokenIds.IsPossible(id) ? await grains.Get<ISharedPaymentToken>(id).Retrieve() : null;
        await (token is { Origin: TokenOrigin.Issued } && token.Platform == platform
            ? ReplyWriter.Write(http, new Answer.Replied(new Reply(StatusCodes.Status200OK, TokenWriter.Write(token)), Replayed: false))
            : ReplyWriter.Write(http, NoToken));
    }

    private async ValueTask<Answer> Issue(HttpRequest request, string platform)
    {
        var signature = signatures.Read(request, platform);
        MediaTypes.RequireJson(request);
        var key = IdempotencyKeys.Require(request.Headers);
        using var body = JsonBody.Parse(await RequestBodies.Read(request, options.Value.MaxBodyBytes));
        var once = new IdempotencyKey(Path, key, JsonMeaning.Fingerprint(body.RootElement));
        await signatures.Accept(signature, platform, body.RootElement, new SignedUse(request.Method, Path, key));
        var wish = IssueBody.Read(body.RootElement);
        return await grains.Get<ITokenIssue>(IssueIds.Of(platform, Path, key)).Issue(new Call(new Caller(platform, string.Empty), once), wish);
    }

    private async ValueTask<string> Platform(HttpContext http)
    {
        var platform = await keys.Require(http);
        await limits.Enter(http, platform);
        return platform;
    }

    // Of the reply as it was kept: a replay says where the token is, as the first one did.
    private static string IdIn(ReadOnlyMemory<byte> reply)
    {
        using var token = JsonDocument.Parse(reply);
        return token.RootElement.GetProperty("id").GetString()!;
    }
}
