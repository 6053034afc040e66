namespace Acp.Client;

/// <summary>The one version of the protocol that this client speaks.</summary>
internal static class ProtocolVersion
{
    public const string Header = "API-Version";
    public const string Name = "2026-04-17";
}
