using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Acp.Payments.Stripe;
using Microsoft.Extensions.Logging.Abstractions;

namespace Acp.Stripe.Tests;

/// <summary>Each call to the byte, as a listening port received it.</summary>
public sealed class What_goes_over_the_wire : IDisposable
{
    private const string Charge = """
        POST /v1/payment_intents HTTP/1.1
        Host: 127.0.0.1
        Authorization: Bearer sk_test_1
        User-Agent: Acp.Orleans/1.0
        Stripe-Version: 2026-07-29.preview
        Idempotency-Key: acp:cs_1:1
        Content-Type: application/x-www-form-urlencoded; charset=utf-8
        Content-Length:
        """;

    private const string Get = """
         HTTP/1.1
        Host: 127.0.0.1
        Authorization: Bearer sk_test_1
        User-Agent: Acp.Orleans/1.0
        Stripe-Version: 2026-07-29.preview


        """;

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly HttpMessageInvoker network = StripeTransport.Create();

    [Theory]
    [InlineData(
        ChargeForm.GrantedTokenInPaymentMethodData,
        "158\n\namount=5397&currency=usd&confirm=true&payment_method_data[shared_payment_granted_token]=spt_%C3%BC%2F1+a&metadata[acp_session]=cs_1&metadata[charge_attempt]=1")]
    [InlineData(
        ChargeForm.TopLevelGrantedToken,
        "177\n\namount=5397&currency=usd&confirm=true&shared_payment_granted_token=spt_%C3%BC%2F1+a&automatic_payment_methods[enabled]=true&metadata[acp_session]=cs_1&metadata[charge_attempt]=1")]
    [InlineData(
        ChargeForm.SharedPaymentIssuedToken,
        "161\n\namount=5397&currency=usd&confirm=true&payment_method_options[shared_payment][issued_token]=spt_%C3%BC%2F1+a&metadata[acp_session]=cs_1&metadata[charge_attempt]=1")]
    public async Task A_charge_in_each_form(ChargeForm form, string rest) =>
        Assert.Equal($"{Charge} {rest}", await Received(
            it => it.Charge("acp:cs_1:1", it.Freeze(World.Order("spt_ü/1 a")), World.InTime).AsTask(), form));

    [Fact]
    public async Task A_token_look_up() => Assert.Equal(
        "GET /v1/shared_payment/granted_tokens/spt_%C3%BC%2F1%20a" + Get, await Received(it => it.LookUpToken("spt_ü/1 a").AsTask()));

    [Fact]
    public async Task An_intent_look_up() =>
        Assert.Equal("GET /v1/payment_intents/pi_1" + Get, await Received(it => it.LookUpIntent("pi_1").AsTask()));

    /// <summary>A form without fields is still a form: Stripe refuses a POST of no type.</summary>
    [Fact]
    public async Task A_cancel() => Assert.Equal(
        "POST /v1/payment_intents/pi_1/cancel" + Get.TrimEnd() + """

            Content-Type: application/x-www-form-urlencoded; charset=utf-8
            Content-Length: 0


            """,
        await Received(it => it.CancelIntent("pi_1").AsTask()));

    [Fact]
    public async Task A_page_of_the_list()
    {
        var time = new ManualClock(DateTimeOffset.FromUnixTimeSeconds(1795348800));
        var search = ReceivedBy(2, it => it.FindCharge(new("cs_1", 1, "spt_1", null, time.Now)).AsTask(), time: time,
            reply: """{"id":"spt_1","object":"shared_payment.granted_token","usage_details":{"amount_captured":{"value":0}}}""");

        Assert.Equal("GET /v1/payment_intents?created[gte]=1795348500&limit=100&expand[0]=data.latest_charge" + Get, (await search)[1]);
    }

    public void Dispose()
    {
        listener.Dispose();
        network.Dispose();
    }

    private async Task<string> Received(Func<StripeProvider, Task> call, ChargeForm form = default) =>
        Assert.Single(await ReceivedBy(1, call, form));

    private async Task<List<string>> ReceivedBy(
        int calls, Func<StripeProvider, Task> call, ChargeForm form = default, TimeProvider? time = null, string reply = "{}")
    {
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
        var provider = new StripeProvider(
            network,
            new() { SecretKey = "sk_test_1", ApiBase = new($"http://127.0.0.1:{port}"), ChargeForm = form, Repeats = 0 },
            time ?? TimeProvider.System,
            NullLogger<StripeProvider>.Instance);
        var calling = call(provider);
        List<string> received = [];
        while (received.Count < calls)
        {
            received.Add((await Answer(reply)).Replace($":{port}", "", StringComparison.Ordinal));
        }

        await calling;
        return received;
    }

    private async Task<string> Answer(string reply)
    {
        using var connection = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        var stream = connection.GetStream();
        var bytes = new byte[8192];
        var length = 0;
        string text;
        do
        {
            length += await stream.ReadAsync(bytes.AsMemory(length), TestContext.Current.CancellationToken);
            text = Encoding.ASCII.GetString(bytes, 0, length).Replace("\r\n", "\n", StringComparison.Ordinal);
        }
        while (!IsWhole(text));

        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: {reply.Length}\r\n\r\n{reply}"), TestContext.Current.CancellationToken);
        return text;
    }

    private static bool IsWhole(string text)
    {
        const string Name = "Content-Length: ";
        var end = text.IndexOf("\n\n", StringComparison.Ordinal);
        var at = text.IndexOf(Name, StringComparison.Ordinal);
        return end >= 0 && (at < 0 || text.Length - end - 2 >= int.Parse(
            text.AsSpan()[(at + Name.Length)..text.IndexOf('\n', at)], NumberStyles.None, CultureInfo.InvariantCulture));
    }
}
