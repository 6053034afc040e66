namespace Acp.Storm;

/// <summary>Parts of requests, in ACP 2026-04-17.</summary>
internal static class Bodies
{
    public static object Line(string item, int quantity) => new { id = item, quantity };

    public static object Payment(string handler, string token) => new
    {
        payment_data = new { handler_id = handler, instrument = new { type = "card", credential = new { type = "spt", token } } },
    };
}
