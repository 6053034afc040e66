namespace Acp.Conformance.Reporting;

/// <summary>What the protocol asks of others, of later, or of what no caller can see.</summary>
internal static class OutOfScope
{
    public static IReadOnlyList<(string What, string Why)> All { get; } =
    [
        ("Carts (`/carts`)", "optional for a merchant, and not served; discovery does not list them."),
        ("The MCP binding", "optional for a merchant, and not served; discovery lists the transport `rest` alone."),
        ("Order events (`/agentic_checkout/webhooks/order_events`)", "the platform serves them and the merchant is the client; the program asks and listens to nobody. Tests hold what is sent against the documents of each version."),
        ("`/agentic_commerce/delegate_payment`", "whoever vaults cards serves it: the payment provider, for Shared Payment Tokens."),
        ("`/delegate_authentication`", "the provider of 3-D Secure serves it."),
        ("Feeds (`/feeds`)", "the platform serves them; it must not call them at a merchant."),
        ("TLS (1.2 before, 1.3 from 2026-04-17)", "ends at the proxy before the service; the program speaks to whatever address it is given."),
        ("Keys kept for 24 hours at least, and 5xx never kept", "needs a day, and a fault inside the server: tests of the store and of the session hold both, with their own clock and faults."),
        ("What is logged, and what is stored of attribution and intent traces", "no answer shows it; tests inside the server look at logs and at the store."),
        ("Inbound markdown with raw HTML is refused", "no member of a request that the merchant takes is markdown; notes are plain text."),
        ("What agents must do (render markdown safely, send what a shopper decided, try authentication)", "binds the other side."),
    ];
}
