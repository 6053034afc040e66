namespace Acp.Gateway.Reading;

/// <summary>
/// What an agent saw of the shopper's device. Nothing here decides by it and the provider has signals of its own, so it
/// is looked at and forgotten: personal data without a use is not kept.
/// </summary>
internal static class RiskSignals
{
    private static readonly string[] Known = ["ip_address", "user_agent", "accept_language", "session_id", "device_fingerprint"];

    public static void Check(Field signals)
    {
        if (!signals.HasValue)
        {
            return;
        }

        signals.Object();
        foreach (var name in Known)
        {
            signals[name].OptionalText(Limits.Text);
        }
    }
}
