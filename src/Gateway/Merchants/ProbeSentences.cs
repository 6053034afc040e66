namespace Acp.Gateway.Merchants;

/// <summary>Why a domain is not verified: all that is ever said about it, to administrators and to the audit trail.</summary>
internal static class ProbeSentences
{
    public const string Unresolved = "The domain's name has no address.";
    public const string NotPublic = "The domain's name leads to an address that is not public.";
    public const string NoConnection = "The domain does not take connections, or broke one off.";
    public const string BadCertificate = "The domain's certificate is not valid for it.";
    public const string TooSlow = "The domain did not send its discovery document within 5 seconds.";
    public const string Busy = "The domain answered that it cannot serve its discovery document now.";
    public const string Redirects = "The domain answers with a redirect; redirects are not followed.";
    public const string Absent = "The domain has no discovery document at /.well-known/acp.json.";
    public const string TooLarge = "The domain's discovery document is larger than 64 KiB.";
    public const string NotJson = "The domain's discovery document is not JSON, sent as application/json.";
    public const string NotTheProtocol = "The domain's discovery document does not describe a seller of the protocol.";
    public const string NoCheckout = "The domain's discovery document offers no checkout over REST.";
}
