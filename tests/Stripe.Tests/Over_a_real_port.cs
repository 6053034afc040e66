using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Acp.Fakes;
using Acp.Payments;
using Acp.Payments.Stripe;
using Acp.Tools;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging.Abstractions;

namespace Acp.Stripe.Tests;

public sealed class Over_a_real_port : IAsyncLifetime
{
    private readonly FakeStripe stripe = new(TimeProvider.System);
    private readonly HttpMessageInvoker network = StripeTransport.Create();
    private readonly HttpClient control = new();
    private readonly WebApplication app;

    public Over_a_real_port() => app = FakeStripeServer.Build(stripe, IPAddress.Loopback, 0);

    private Uri Address => new(app.Urls.First());

    public async ValueTask InitializeAsync() => await app.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        network.Dispose();
        control.Dispose();
        stripe.Dispose();
    }

    [Theory]
    [InlineData(ChargeForm.GrantedTokenInPaymentMethodData)]
    [InlineData(ChargeForm.TopLevelGrantedToken)]
    [InlineData(ChargeForm.SharedPaymentIssuedToken)]
    public async Task The_client_and_the_fake_understand_each_other(ChargeForm form)
    {
        var provider = On(Address, form);

        var charged = Assert.IsType<ChargeAnswer.Succeeded>(await Charge(provider, "spt_1", "cs_1"));
        Assert.Equal(charged, await Charge(provider, "spt_1", "cs_1"));
        Assert.Equal(charged, await provider.LookUpIntent(charged.IntentId));
        Assert.Equal(new ChargeAnswer.Declined("The card was declined."), await Charge(provider, "tok_decline", "cs_2"));
        var waiting = Assert.IsType<ChargeAnswer.MustAuthenticate>(await Charge(provider, "tok_3ds", "cs_3"));
        Assert.IsType<ChargeAnswer.Canceled>(await provider.CancelIntent(waiting.IntentId));
        Assert.IsType<TokenLookup.Found>(await provider.LookUpToken("spt_1/ü ?#"));
        Assert.IsType<TokenLookup.Unknown>(await provider.LookUpToken("spt_unknown"));
        Assert.Equal("spt_1/ü ?#", stripe.Ledger[^2].Token);
        Assert.Single(stripe.Charges);
    }

    [Theory]
    [InlineData(FaultKind.LoseRequest, 0)]
    [InlineData(FaultKind.LoseReply, 1)]
    public async Task A_connection_that_really_breaks_leaves_the_charge_unknown(FaultKind fault, int moved)
    {
        var provider = On(Address);
        Assert.IsType<TokenLookup.Found>(await provider.LookUpToken("spt_1")); // So that the connection is a used one.
        stripe.Faults.Next(fault);

        Assert.IsType<ChargeAnswer.Unknown>(await Charge(provider, "spt_1", "cs_1"));
        Assert.Equal(moved, stripe.Charges.Count);
        Assert.Single(stripe.Ledger, entry => entry.Call == StripeCall.Charge);

        Assert.IsType<ChargeAnswer.Succeeded>(await Charge(provider, "spt_1", "cs_1"));
        Assert.Single(stripe.Charges);
    }

    [Fact]
    public async Task A_refused_connection_means_that_nothing_was_executed()
    {
        var closed = new TcpListener(IPAddress.Loopback, 0);
        closed.Start();
        var port = ((IPEndPoint)closed.LocalEndpoint).Port;
        closed.Stop();

        Assert.IsType<ChargeAnswer.NotExecuted>(await Charge(On(new($"http://127.0.0.1:{port}")), "spt_1", "cs_1"));
        Assert.IsType<ChargeAnswer.NotExecuted>(await Charge(On(new("http://no-such-host.invalid")), "spt_1", "cs_1"));
    }

    [Fact]
    public async Task A_server_that_reads_and_hangs_up_leaves_the_charge_unknown()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var hangUp = HangUp(listener);

        var answer = await Charge(On(new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}")), "spt_1", "cs_1");

        Assert.IsType<ChargeAnswer.Unknown>(answer);
        Assert.Equal(1, await hangUp);
    }

    [Fact]
    public async Task A_redirect_is_not_followed_because_it_would_be_a_send_nobody_committed()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var redirect = Redirect(listener, new Uri(Address, "/v1/payment_intents"));

        var answer = await Charge(On(new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}")), "spt_1", "cs_1");

        await redirect;
        Assert.IsType<ChargeAnswer.Unknown>(answer);
        Assert.Empty(stripe.Ledger);
    }

    [Fact]
    public async Task It_is_scripted_and_read_through_its_control_calls()
    {
        var provider = On(Address);
        await Control("/_fake/faults", "kind=lose_reply&times=1");
        await Control("/_fake/faults", """{"kind":"reply429","call":"look_up_token"}""");
        await Control("/_fake/latency", "ms=1");

        Assert.IsType<ChargeAnswer.Unknown>(await Charge(provider, "spt_1", "cs_1"));
        Assert.IsType<TokenLookup.NotAnswered>(await provider.LookUpToken("spt_1"));
        var waiting = Assert.IsType<ChargeAnswer.MustAuthenticate>(await Charge(provider, "tok_3ds", "cs_2"));
        await Control($"/_fake/payment_intents/{waiting.IntentId}/authenticate", "outcome=succeeded");

        using var ledger = JsonDocument.Parse(await control.GetStringAsync(new Uri(Address, "/_fake/ledger")));
        Assert.Equal(2 * 5397, ledger.RootElement.GetProperty("total_charged").GetInt64());
        Assert.Equal(
            ["lose_reply", "reply429", "-", "-"],
            ledger.RootElement.GetProperty("calls").EnumerateArray().Select(call => call.GetProperty("fault").GetString() ?? "-"));
        using var one = JsonDocument.Parse(await control.GetStringAsync(new Uri(Address, "/_fake/ledger?session=cs_1")));
        Assert.Equal("acp:cs_1:1", Assert.Single(one.RootElement.GetProperty("charges").EnumerateArray()).GetProperty("idempotency_key").GetString());
    }

    [Fact]
    public async Task A_charge_can_be_held_and_released_from_outside()
    {
        await Control("/_fake/faults", "kind=hold_after_execution");
        var charging = Charge(On(Address), "spt_1", "cs_1");
        while ((await control.GetStringAsync(new Uri(Address, "/_fake/holds"))) != """{"closed":1,"arrived":1}""")
        {
            Assert.False(charging.IsCompleted);
        }

        Assert.Single(stripe.Charges);
        await Control("/_fake/holds/release", "");
        Assert.IsType<ChargeAnswer.Succeeded>(await charging);
    }

    private static async Task<int> HangUp(TcpListener listener)
    {
        using var connection = await listener.AcceptTcpClientAsync();
        _ = await connection.GetStream().ReadAsync(new byte[4096]);
        connection.Close();
        return listener.Pending() ? 2 : 1;
    }

    private static async Task Redirect(TcpListener listener, Uri to)
    {
        using var connection = await listener.AcceptTcpClientAsync();
        _ = await connection.GetStream().ReadAsync(new byte[4096]);
        await connection.GetStream().WriteAsync(
            System.Text.Encoding.ASCII.GetBytes($"HTTP/1.1 307 Temporary Redirect\r\nLocation: {to}\r\nContent-Length: 0\r\n\r\n"));
    }

    private async Task Control(string path, string body)
    {
        using var content = new StringContent(body);
        using var reply = await control.PostAsync(new Uri(Address, path), content);
        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
    }

    private StripeProvider On(Uri address, ChargeForm form = ChargeForm.GrantedTokenInPaymentMethodData) => new(
        network,
        new() { SecretKey = "sk_test_fake", ApiBase = address, ChargeForm = form },
        TimeProvider.System,
        NullLogger<StripeProvider>.Instance);

    private static async Task<ChargeAnswer> Charge(StripeProvider provider, string token, string session) =>
        await provider.Charge($"acp:{session}:1", provider.Freeze(World.Order(token, session)), World.InTime);
}
