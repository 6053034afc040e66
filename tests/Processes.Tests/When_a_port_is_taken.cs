using System.Net;
using System.Net.Sockets;

namespace Acp.Processes.Tests;

public sealed class When_a_port_is_taken
{
    [Fact]
    public void It_is_taken_once() =>
        Assert.Distinct(Enumerable.Range(0, 50).AsParallel().Select(_ => Ports.Take()));

    [Fact]
    public void It_can_be_listened_on_and_again_after_its_server_is_gone()
    {
        var port = Ports.Take();
        for (var time = 0; time < 2; time++)
        {
            using var server = new TcpListener(IPAddress.Loopback, port);
            server.Start();
        }
    }

    [Fact]
    public void The_kernel_gives_it_to_nobody_else()
    {
        Assert.SkipUnless(File.Exists(Range), "Only Linux tells its ephemeral range.");
        var first = int.Parse(File.ReadAllText(Range).Split('\t')[0], System.Globalization.CultureInfo.InvariantCulture);

        Assert.InRange(Ports.Take(), 10_000, first - 1);
    }

    private const string Range = "/proc/sys/net/ipv4/ip_local_port_range";
}
