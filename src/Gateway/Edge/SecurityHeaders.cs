namespace Acp.Gateway.Edge;

/// <summary>What every reply tells a browser that should come to hold it. Endpoints may say something narrower, or of a cache something else.</summary>
internal static class SecurityHeaders
{
    /// <summary>For what is no page: nothing of it is loaded, framed or run.</summary>
    private const string Nothing = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>No page of ours asks a device for anything.</summary>
    private const string NoDevices = "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()";

    public static void OnEvery(IHeaderDictionary headers)
    {
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = Nothing;
        headers.CacheControl = "no-store"; // Bodies hold what people buy and where they live.
        headers["Referrer-Policy"] = "no-referrer";
    }

    /// <summary>Links to pages are the keys to them: a page names itself to no other site, and no search engine keeps it.</summary>
    /// <param name="policy">What of it may be loaded, and where its forms lead.</param>
    public static void OnPage(IHeaderDictionary headers, string policy)
    {
        OnEvery(headers);
        headers.ContentSecurityPolicy = policy;
        headers.XFrameOptions = "DENY"; // For browsers that do not read frame-ancestors.
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = NoDevices;
        headers["X-Robots-Tag"] = "noindex, nofollow";
    }
}
