namespace Acp.Gateway.Rendering;

/// <summary>
/// Links that were given to us and are shown to others. Anything but http and https is left out: a page that links to a
/// script runs it. So is what names a user: before an @, a host's name is read for where it leads.
/// </summary>
internal static class WebAddress
{
    /// <returns>The absolute URL, escaped; null where it is none.</returns>
    public static string? Of(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "https" or "http" && url.UserInfo.Length == 0 ? url.AbsoluteUri : null;
}
