using System.Net;
using System.Net.Sockets;
using Acp.Chaos.Deployment;
using Acp.Tests;

namespace Acp.Chaos.Tests;

public sealed class When_the_network_is_cut : IAsyncDisposable
{
    private readonly TcpListener far = new(IPAddress.Loopback, 0);
    private readonly Relay relay;

    public When_the_network_is_cut()
    {
        far.Start();
        relay = new Relay(((IPEndPoint)far.LocalEndpoint).Port);
    }

    [Fact]
    public async Task Bytes_pass_both_ways_while_it_is_whole()
    {
        var (near, server) = await Connected();

        await near.SendAsync(new byte[] { 1 });
        Assert.Equal(1, await Next(server));
        await server.SendAsync(new byte[] { 2 });
        Assert.Equal(2, await Next(near));
    }

    [Fact]
    public async Task What_was_held_back_arrives_when_it_heals()
    {
        var (near, server) = await Connected();
        relay.Stall();

        await near.SendAsync(new byte[] { 1 });
        var arriving = Next(server);
        await Eventually.True(() => relay.Held == 1);
        Assert.False(arriving.IsCompleted);
        relay.Heal();

        Assert.Equal(1, await arriving);
    }

    [Fact]
    public async Task A_cut_resets_what_is_open_and_what_is_new()
    {
        var (near, server) = await Connected();
        relay.Cut();

        await Assert.ThrowsAsync<SocketException>(() => Next(near));
        await Assert.ThrowsAsync<SocketException>(() => Next(server));
        await Assert.ThrowsAsync<SocketException>(async () => await Next(await Connect()));

        relay.Heal();
        await Connected();
    }

    public async ValueTask DisposeAsync()
    {
        await relay.DisposeAsync();
        far.Dispose();
    }

    private async Task<(Socket Near, Socket Server)> Connected()
    {
        var near = await Connect();
        return (near, await far.AcceptSocketAsync());
    }

    private async Task<Socket> Connect()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, relay.Port);
        return socket;
    }

    private static async Task<int> Next(Socket socket)
    {
        var one = new byte[1];
        return await socket.ReceiveAsync(one) == 1 ? one[0] : -1;
    }
}
