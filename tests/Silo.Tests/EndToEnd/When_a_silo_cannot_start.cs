using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Acp.Processes;

namespace Acp.EndToEnd.Tests;

public sealed class When_a_silo_cannot_start
{
    [Theory]
    [InlineData("Cluster__SiloPort")]
    [InlineData("Cluster__GatewayPort")]
    public async Task A_port_that_is_taken_is_told_in_a_sentence(string key)
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var taken = ((IPEndPoint)other.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
        var folder = Directory.CreateTempSubdirectory("acp-e2e-");

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => GatewayProcess.Start(
            folder.FullName, stripe: null, [("Cluster__SiloPort", Free()), ("Cluster__GatewayPort", Free()), (key, taken)]));

        Assert.Contains("does not start", error.Message, StringComparison.Ordinal);
        Assert.Contains("Cluster:SiloPort and Cluster:GatewayPort", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Unhandled exception", error.Message, StringComparison.Ordinal);
        folder.Delete(recursive: true);
    }

    private static string Free() => Ports.Take().ToString(CultureInfo.InvariantCulture);
}
