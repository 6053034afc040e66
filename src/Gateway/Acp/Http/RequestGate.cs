using Acp.CheckoutSessions;
using Acp.Gateway.Edge;
using Acp.Gateway.Errors;
using Acp.Gateway.Platforms;

namespace Acp.Gateway.Http;

/// <summary>Who calls, in which version, and with which signature. The order of the checks is part of the surface: docs/bad-input.md.</summary>
internal sealed class RequestGate(PlatformKeys keys, PlatformLimits limits, AcpVersions versions, RequestSignatures signatures)
{
    /// <returns>The signature is yet to be verified: <see cref="RequestSignatures.Accept"/>.</returns>
    /// <exception cref="RequestRefusedException">401, 429, or 400 for the version.</exception>
    public async ValueTask<(IAcpVersion Version, Caller Caller, GivenSignature? Signature)> Admit(HttpRequest request)
    {
        var platform = await keys.Require(request.HttpContext);
        await limits.Enter(request.HttpContext, platform);
        var version = PlainCallers.IsOne(request) ? versions.ForPlainCallers : versions.Require(request.Headers[AcpHeaders.ApiVersion]);
        SpokenVersion.Set(request.HttpContext, version);
        return (version, new Caller(platform, version.Name), signatures.Read(request, platform));
    }
}
