namespace Acp.Gateway.Webhooks.Outgoing;

/// <summary>What an endpoint writes after its status: nobody reads it. A little of it is taken in, so that the connection can be used again.</summary>
internal static class AnswerBodies
{
    /// <summary>Bytes. Behind more of it the connection is closed.</summary>
    private const int Most = 4 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    public static async ValueTask Drain(HttpContent content, TimeProvider clock)
    {
        using var patience = new CancellationTokenSource(Patience, clock);
        try
        {
            await using var body = await content.ReadAsStreamAsync(patience.Token);
            await body.ReadAtLeastAsync(new byte[Most + 1], Most + 1, throwOnEndOfStream: false, patience.Token);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            // It has answered; how it goes on is its own affair.
        }
    }
}
