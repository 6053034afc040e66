using System.Net;
using System.Net.Sockets;

namespace Acp.EndToEnd.Tests;

/// <summary>One address before several gateways: each connection goes to the next of them that takes it, as behind a load balancer.</summary>
internal sealed class Balancer : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly Uri[] gateways;
    private readonly int[] carried;
    private int turn;

    public Balancer(params IReadOnlyList<Uri> gateways)
    {
        this.gateways = [.. gateways];
        carried = new int[gateways.Count];
        listener.Start();
        _ = Accept();
    }

    public Uri Address => new($"http://{listener.LocalEndpoint}");

    /// <summary>Connections that each gateway has had.</summary>
    public IReadOnlyList<int> Carried => [.. carried];

    /// <summary>Another takes the place of one that has gone.</summary>
    public void Replace(int index, Uri gateway) => Volatile.Write(ref gateways[index], gateway);

    public void Dispose() => listener.Dispose();

    private async Task Accept()
    {
        try
        {
            while (true)
            {
                _ = Carry(await listener.AcceptTcpClientAsync());
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task Carry(TcpClient caller)
    {
        using (caller)
        using (var gateway = await Connect())
        {
            if (gateway is null)
            {
                return;
            }

            // Whoever hangs up first ends both.
            await Task.WhenAny(Copy(caller, gateway), Copy(gateway, caller));
        }
    }

    private async Task<TcpClient?> Connect()
    {
        for (var tries = 0; tries < gateways.Length; tries++)
        {
            var next = (int)((uint)Interlocked.Increment(ref turn) % gateways.Length);
            var client = new TcpClient();
            try
            {
                await client.ConnectAsync(IPAddress.Loopback, Volatile.Read(ref gateways[next]).Port);
                Interlocked.Increment(ref carried[next]);
                return client;
            }
            catch (SocketException)
            {
                client.Dispose(); // That one is dead.
            }
        }

        return null;
    }

    private static async Task Copy(TcpClient from, TcpClient to)
    {
        try
        {
            await from.GetStream().CopyToAsync(to.GetStream());
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // One of the two has gone.
        }
    }
}
