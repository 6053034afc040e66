using System.Net.Http.Headers;
using Acp.Gateway.Tests.Host;

namespace Acp.Gateway.Tests;

/// <summary>A parser takes text for what it is only when somebody asks for it: what nobody asked for must not pass either.</summary>
public sealed class When_an_operator_sends_broken_text : IAsyncLifetime
{
    private static readonly string[] Paths =
    [
        "/admin/orders/ord_1/hold", "/admin/orders/ord_1/cancel", "/admin/orders/ord_1/notes", "/admin/orders/ord_1/refunds",
        "/admin/deliveries/merchant/ord_1/redeliver", "/admin/spt/spt_1/revoke", "/admin/events/evt_1/retry",
        "/admin/checkout_sessions/cs_1/resolve", "/admin/contradictions/con_1/settle", "/admin/merchants", "/admin/merchants/localhost/suspend",
        "/admin/keys", "/admin/keys/key_1/revoke",
    ];

    private static readonly byte[][] Bodies =
    [
        """{"reason":"\ud800"}"""u8.ToArray(), """{"\udfff":1}"""u8.ToArray(), [.. """{"reason":"x","text":"""u8, (byte)'"', 0xFF, (byte)'"', (byte)'}'],
    ];

    private AcpHost host = null!;

    public async ValueTask InitializeAsync() => host = await AcpHost.Start();

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task It_is_said_and_nothing_is_called_our_fault()
    {
        foreach (var path in Paths)
        {
            foreach (var body in Bodies)
            {
                Assert.Equal(
                    (path, new ErrorBody(400, "invalid_request", "invalid_json", "The body holds text that is not valid Unicode.", null)), (path, await Answer(path, body)));
            }
        }

        Assert.Empty(host.Session.Resolves);
    }

    private async Task<ErrorBody> Answer(string path, byte[] body)
    {
        using var request = AcpHost.Admin(HttpMethod.Post, path);
        request.Headers.Add("Idempotency-Key", "broken");
        request.Content = new ByteArrayContent(body);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return await ErrorBody.Of(await host.Operator.SendAsync(request));
    }
}
