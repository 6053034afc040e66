using Acp.CheckoutSessions;
using Acp.Gateway.Json;
using Acp.Gateway.Signing;
using Microsoft.Extensions.Options;

namespace Acp.Gateway.Http;

/// <summary>From a request to a call: headers first, so that nobody unknown makes us read or parse a body.</summary>
internal sealed class PostReader(RequestGate gate, RequestSignatures signatures, IOptions<GatewayOptions> options)
{
    /// <param name="path">The canonical path, in which idempotency keys live.</param>
    /// <param name="handle">Runs while the body is in memory; nothing of it may be kept.</param>
    public async Task<Answer> Read(HttpRequest request, string path, bool bodyRequired, Func<Post, ValueTask<Answer>> handle)
    {
        var (version, caller, signature) = await gate.Admit(request);
        var isForm = PlainCallers.SendsForm(request);
        MediaTypes.RequireJson(request, formToo: isForm);
        var key = version.RequiresIdempotencyKey ? IdempotencyKeys.Require(request.Headers) : IdempotencyKeys.Optional(request.Headers);
        var use = new SignedUse(request.Method, path, key);
        var bytes = await RequestBodies.Read(request, options.Value.MaxBodyBytes);
        if (bytes.Length == 0 && !bodyRequired)
        {
            await signatures.Accept(signature, caller.Platform, body: null, use);
            return await handle(new Post(version, CallOf(request, caller, path, key, JsonMeaning.FingerprintOfNothing), null));
        }

        using var body = isForm ? PlainCallers.ParseForm(bytes) : JsonBody.Parse(bytes);
        var fingerprint = JsonMeaning.Fingerprint(body.RootElement);
        await signatures.Accept(signature, caller.Platform, body.RootElement, use);
        return await handle(new Post(version, CallOf(request, caller, path, key, fingerprint), body.RootElement));
    }

    private static Call CallOf(HttpRequest request, Caller caller, string path, string? key, string fingerprint) =>
        new(caller, key is null ? null : new IdempotencyKey(path, key, fingerprint)) { RequestId = EchoedHeaders.RequestIdOf(request.HttpContext) };
}
