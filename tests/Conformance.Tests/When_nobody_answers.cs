using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Acp.Conformance.Driving;
using Acp.Conformance.Protocol;
using Acp.Conformance.Rules;

namespace Acp.Conformance.Tests;

public sealed class When_nobody_answers
{
    [Fact]
    public async Task Every_rule_of_every_version_is_red()
    {
        Assert.SkipUnless(RealGateway.Spec.IsPresent, RealGateway.Spec.WhyAbsent);
        using var closed = Closed();
        var shop = new ShopFacts { BaseUrl = AddressOf(closed) };
        using var http = ConformanceTool.Client(shop);

        var report = await ConformanceTool.Try(http, shop, Released.All, RealGateway.Spec, TextWriter.Null);

        Assert.Equal(RuleBook.All.Sum(rule => rule.Versions.Count), report.Findings.Count);
        Assert.All(report.Findings, finding => Assert.Equal(State.Red, finding.State));
        Assert.All(report.Replays, replay => Assert.Equal(State.Red, replay.State));
    }

    [Fact]
    public async Task The_program_exits_with_1_and_writes_down_why()
    {
        Assert.SkipUnless(RealGateway.Spec.IsPresent, RealGateway.Spec.WhyAbsent);
        using var closed = Closed();
        using var output = new StringWriter();
        var file = Path.GetTempFileName();

        Assert.Equal(ConformanceTool.Deviates, await ConformanceTool.Run(["--base-url", AddressOf(closed).ToString(), "--version", "2026-04-17", "--json", file], output, output));

        Assert.Contains("Nothing answers at", output.ToString(), StringComparison.Ordinal);
        using var written = JsonDocument.Parse(await File.ReadAllTextAsync(file));
        File.Delete(file);
        Assert.False(written.RootElement.GetProperty("conforms").GetBoolean());
        Assert.All(written.RootElement.GetProperty("rules").EnumerateArray(), rule => Assert.Equal("Red", rule.GetProperty("state").GetString()));
    }

    // Bound, so that nobody else gets it, and never listening.
    private static Socket Closed()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return socket;
    }

    private static Uri AddressOf(Socket socket) => new($"http://{socket.LocalEndPoint}");
}
