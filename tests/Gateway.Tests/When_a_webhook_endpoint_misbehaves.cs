using System.Net;
using Acp.Deliveries;
using Acp.Gateway.Tests.Host;
using Acp.Gateway.Webhooks.Outgoing;

namespace Acp.Gateway.Tests;

/// <summary>A real server, a real connection with TLS, and an endpoint that does not do as it should.</summary>
public sealed class When_a_webhook_endpoint_misbehaves : IAsyncLifetime
{
    private const string Merchant = "merchant";
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);
    private StrangersSite site = null!;
    private OrderHooks hooks = null!;

    public async ValueTask InitializeAsync()
    {
        site = await StrangersSite.Open();
        hooks = HookedShop.Over(site);
    }

    public async ValueTask DisposeAsync()
    {
        hooks.Dispose();
        await site.DisposeAsync();
    }

    [Fact]
    public async Task One_that_behaves_gets_the_bytes_and_headers_that_were_signed_and_its_connection_is_used_again()
    {
        var heard = new List<string>();
        site.Answer = async http =>
        {
            using var body = new StreamReader(http.Request.Body);
            heard.Add($"{http.Request.Method} {http.Request.ContentType} {http.Request.Headers["Merchant-Signature"]} {await body.ReadToEndAsync()}");
            http.Response.StatusCode = 204;
        };

        Assert.Equal(new SendOutcome.Delivered(204), await Send());
        Assert.Equal(new SendOutcome.Delivered(204), await Send());

        Assert.Equal($"POST application/json signed at {site.Clock.Now.ToUnixTimeSeconds()} {HookedShop.Body}", heard[0]);
        Assert.Equal((2, 1, 1), (heard.Count, site.Resolved.Count, site.Connected.Count));
    }

    [Fact]
    public async Task One_that_hangs_is_given_up_after_ten_seconds()
    {
        var (asked, hungUp) = (Signal(), Signal());
        site.Answer = async http =>
        {
            http.RequestAborted.Register(hungUp.SetResult);
            asked.SetResult();
            await hungUp.Task;
        };

        var sending = Send();
        await asked.Task.WaitAsync(Bound);
        site.Clock.Advance(OrderHooks.Patience - TimeSpan.FromMilliseconds(1));
        Assert.False(sending.IsCompleted);
        site.Clock.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal(new SendOutcome.Failed(null, SendFailures.TooSlow), await sending);
        await hungUp.Task.WaitAsync(Bound);
    }

    [Fact]
    public async Task One_that_takes_it_after_thirty_seconds_has_not_taken_it_for_us()
    {
        var (asked, answers) = (Signal(), Signal());
        site.Answer = async http =>
        {
            asked.TrySetResult();
            await answers.Task;
            http.Response.StatusCode = 200;
        };

        var sending = Send();
        await asked.Task.WaitAsync(Bound);
        site.Clock.Advance(TimeSpan.FromSeconds(30));
        answers.SetResult();

        Assert.Equal(new SendOutcome.Failed(null, SendFailures.TooSlow), await sending);
    }

    [Fact]
    public async Task One_that_sends_without_end_is_heard_for_its_status_and_cut_off()
    {
        var cutOff = Signal();
        site.Answer = async http =>
        {
            var chunk = new byte[64 * 1024];
            try
            {
                while (!http.RequestAborted.IsCancellationRequested)
                {
                    await http.Response.Body.WriteAsync(chunk, http.RequestAborted);
                }
            }
            catch (Exception e) when (e is OperationCanceledException or IOException)
            {
                // It has been hung up on.
            }

            cutOff.SetResult();
        };

        Assert.Equal(new SendOutcome.Delivered(200), await Send());
        await cutOff.Task.WaitAsync(Bound);
    }

    [Fact]
    public async Task One_whose_headers_have_no_end_is_not_listened_to()
    {
        site.Answer = http =>
        {
            http.Response.Headers["X-Long"] = new string('x', 20 * 1024);
            return Task.CompletedTask;
        };

        Assert.Equal(SendFailures.Unreadable, (await Failure()).Why);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(307)]
    public async Task One_that_redirects_to_a_private_address_is_not_followed(int status)
    {
        site.Answer = http =>
        {
            (http.Response.StatusCode, http.Response.Headers.Location) = (status, "http://169.254.169.254/latest/meta-data");
            return Task.CompletedTask;
        };

        Assert.Equal(new SendOutcome.Failed(status, SendFailures.Redirects), await Send());
        Assert.Equal([StrangersSite.Public], site.Connected.Select(address => address.Address));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.0.0.7")]
    [InlineData("169.254.169.254")]
    [InlineData("::1")]
    [InlineData("fd00::1")]
    [InlineData("1.1.1.1 192.168.0.1")]
    public async Task One_whose_name_leads_inside_is_not_connected_to(string addresses)
    {
        Names([.. addresses.Split(' ').Select(IPAddress.Parse)]);

        Assert.Equal(new SendOutcome.Failed(null, SendFailures.NotPublic), await Send());
        Assert.Empty(site.Connected);
    }

    [Fact]
    public async Task One_whose_name_leads_inside_once_it_has_been_looked_at_is_not_followed_there()
    {
        site.Names.Clear();
        site.Names.Enqueue([StrangersSite.Public]);
        site.Names.Enqueue([IPAddress.Loopback]);

        Assert.Equal(new SendOutcome.Delivered(200), await Send());

        Assert.Equal([StrangersSite.Public], site.Connected.Select(address => address.Address));
        Assert.Single(site.Resolved);
    }

    [Fact]
    public async Task One_inside_is_told_where_configuration_allows_it()
    {
        Names([IPAddress.Parse("10.0.0.7")]);
        using var allowed = HookedShop.Over(site, allowsPrivate: true);

        Assert.Equal(new SendOutcome.Delivered(200), await allowed.Send(Merchant, HookedShop.Message));
    }

    [Theory]
    [InlineData("Development", "127.0.0.1", true)]
    [InlineData("Development", "10.0.0.7", false)]
    [InlineData("Production", "127.0.0.1", false)]
    public async Task In_Development_this_machine_is_allowed_and_nothing_else_inside(string environment, string address, bool isAllowed)
    {
        Names([IPAddress.Parse(address)]);
        using var own = HookedShop.Over(site, environment: environment);

        Assert.Equal(isAllowed, await own.Send(Merchant, HookedShop.Message) is SendOutcome.Delivered);
    }

    [Fact]
    public async Task Nothing_goes_to_a_public_address_without_TLS()
    {
        using var plain = HookedShop.Over(site, $"http://{StrangersSite.Domain}:8080/hook", allowsPrivate: true);

        Assert.Equal(new SendOutcome.Failed(null, SendFailures.NeedsTls), await plain.Send(Merchant, HookedShop.Message));
        Assert.Empty(site.Connected);
    }

    [Fact]
    public async Task One_with_somebody_elses_certificate_is_told_nothing()
    {
        await using var other = await StrangersSite.Open("another.example");
        using var towards = HookedShop.Over(other);

        Assert.Equal(new SendOutcome.Failed(null, SendFailures.BadCertificate), await towards.Send(Merchant, HookedShop.Message));
        Assert.Empty(other.Asked);
    }

    [Fact]
    public async Task One_without_an_address_or_without_a_server_fails_as_such()
    {
        Names([]);
        Assert.Equal(SendFailures.Unresolved, (await Failure()).Why);

        Names([StrangersSite.Public]);
        site.Dead.Add(StrangersSite.Public);
        Assert.Equal(SendFailures.NoConnection, (await Failure()).Why);
    }

    [Theory]
    [InlineData(503, "120", 120)]
    [InlineData(429, null, null)]
    [InlineData(410, null, null)]
    [InlineData(500, "soon", null)]
    public async Task One_that_refuses_says_when_it_wants_to_be_asked_again(int status, string? retryAfter, int? seconds)
    {
        site.Answer = http =>
        {
            http.Response.StatusCode = status;
            http.Response.Headers.RetryAfter = retryAfter;
            return Task.CompletedTask;
        };

        Assert.Equal(new SendOutcome.Failed(status, SendFailures.NotTaken, seconds is { } some ? TimeSpan.FromSeconds(some) : null), await Send());
    }

    [Fact]
    public async Task One_that_is_not_configured_is_not_sent_to() =>
        Assert.Equal(new SendOutcome.NotSent(SendFailures.NotConfigured, null), await hooks.Send("platform.gone", HookedShop.Message));

    private Task<SendOutcome> Send() => hooks.Send(Merchant, HookedShop.Message).AsTask();

    private async Task<SendOutcome.Failed> Failure() => Assert.IsType<SendOutcome.Failed>(await Send());

    private void Names(IPAddress[] addresses)
    {
        site.Names.Clear();
        site.Names.Enqueue(addresses);
    }

    private static TaskCompletionSource Signal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
