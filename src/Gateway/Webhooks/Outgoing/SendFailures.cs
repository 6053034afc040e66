namespace Acp.Gateway.Webhooks.Outgoing;

/// <summary>Why an endpoint has not taken a message: all that is ever kept or logged of it.</summary>
internal static class SendFailures
{
    public const string TooSlow = "no answer in time";
    public const string Unresolved = "its name has no address";
    public const string NotPublic = "its address is not public";
    public const string NeedsTls = "its address is public, and needs https";
    public const string NoConnection = "no connection";
    public const string BadCertificate = "its certificate is not valid";
    public const string Unreadable = "its answer is no HTTP, or too large";
    public const string Redirects = "it redirects";
    public const string NotTaken = "it answered that it did not take it";
    public const string NotConfigured = "it is not configured here";
}
