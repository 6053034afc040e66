namespace Acp.Gateway.Http;

/// <summary>The version a request was admitted under: whatever goes wrong from then on is told in its words.</summary>
internal static class SpokenVersion
{
    public static void Set(HttpContext http, IAcpVersion version) => http.Features.Set(version);

    /// <returns>Null before it is known, and on surfaces that are not the protocol's.</returns>
    public static IAcpVersion? Of(HttpContext http) => http.Features.Get<IAcpVersion>();
}
