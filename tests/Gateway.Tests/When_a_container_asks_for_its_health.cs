using System.Net;
using System.Net.Sockets;
using Acp.Gateway.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Acp.Gateway.Tests;

public sealed class When_a_container_asks_for_its_health : IAsyncLifetime
{
    private readonly WebApplication service = Service();

    public async ValueTask InitializeAsync() => await service.StartAsync();

    public ValueTask DisposeAsync() => service.DisposeAsync();

    [Theory]
    [InlineData(200)]
    [InlineData(204)]
    public async Task A_good_answer_is_healthy_and_nothing_is_said(int status) =>
        Assert.Equal((0, ""), await Probe($"{Address}/{status}"));

    [Theory]
    [InlineData(302)]
    [InlineData(404)]
    [InlineData(503)]
    public async Task Any_other_answer_is_not(int status) =>
        Assert.Equal((1, $"Not healthy: the answer is {status}."), await Probe($"{Address}/{status}"));

    [Fact]
    public async Task Where_nobody_listens_it_is_not()
    {
        // Bound and not listening: nobody else can take the port meanwhile.
        using var closed = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        closed.Bind(new IPEndPoint(IPAddress.Loopback, 0));

        var (code, said) = await Probe($"http://{closed.LocalEndPoint}/readyz");

        Assert.Equal(1, code);
        Assert.StartsWith("Not healthy: no answer", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_process_that_hangs_is_not()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start(); // The system accepts the connection; nobody ever reads it.

        var (code, said) = await Probe($"http://{silent.LocalEndpoint}/readyz", TimeSpan.FromMilliseconds(50));

        Assert.Equal(1, code);
        Assert.StartsWith("Not healthy: no answer within", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--healthy")]
    [InlineData("--healthy", "")]
    [InlineData("--healthy", "/readyz")]
    [InlineData("--healthy", "https://127.0.0.1/readyz")]
    [InlineData("--healthy", "http://192.0.2.1/readyz")]
    [InlineData("--healthy", "http://127.0.0.1.example/readyz")]
    [InlineData("--healthy", "http://someone:secret@127.0.0.1/readyz")]
    [InlineData("--healthy", "http://127.0.0.1:1/", "http://127.0.0.1:2/")]
    [InlineData("--urls", "http://127.0.0.1:0", "--healthy")]
    public async Task What_is_no_address_of_this_machine_is_refused_and_not_repeated(params string[] args)
    {
        var (code, said) = await Probe(args);

        Assert.True(HealthProbe.IsAsked(args));
        Assert.Equal(1, code);
        Assert.StartsWith("--healthy takes one http address", said, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", said, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_the_command_a_server_starts() => Assert.False(HealthProbe.IsAsked(["--urls", "http://127.0.0.1:0"]));

    private string Address => service.Urls.First();

    private static WebApplication Service()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddRouting();
        var app = builder.Build();
        app.MapGet("/{status:int}", (int status, HttpContext http) =>
        {
            http.Response.StatusCode = status;
            http.Response.Headers.Location = "/200";
        });
        return app;
    }

    private static Task<(int Code, string Said)> Probe(string address, TimeSpan? patience = null) => Probe(["--healthy", address], patience);

    private static async Task<(int Code, string Said)> Probe(string[] args, TimeSpan? patience = null)
    {
        await using var said = new StringWriter();
        // A minute: only the test of the hanging process is about time.
        var code = await HealthProbe.Run(args, said, patience ?? TimeSpan.FromMinutes(1));
        return (code, said.ToString().TrimEnd());
    }
}
