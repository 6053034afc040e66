using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Acp.Processes;

namespace Acp.Chaos.Deployment;

/// <summary>
/// The network between one node and the database: passes bytes on, holds them back, or breaks every connection. What was
/// held back arrives late, as packets of a real network may.
/// </summary>
internal sealed class Relay : IAsyncDisposable
{
    private readonly int target;
    private readonly TcpListener listener;
    private readonly ConcurrentDictionary<Socket, bool> sockets = [];
    private readonly CancellationTokenSource closing = new();
    private readonly Task accepting;
    private volatile TaskCompletionSource open = Opened();
    private volatile bool refuses;
    private int held;

    /// <param name="target">A port of this machine.</param>
    public Relay(int target)
    {
        this.target = target;
        listener = new TcpListener(IPAddress.Loopback, Port);
        listener.Start();
        accepting = Accept();
    }

    public int Port { get; } = Ports.Take();

    /// <summary>Directions that have bytes to pass on and wait for it to heal.</summary>
    public int Held => Volatile.Read(ref held);

    /// <summary>Nothing arrives any more, in either direction, and nobody is told.</summary>
    public void Stall() => open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Every connection is reset, and so is every new one.</summary>
    public void Cut()
    {
        refuses = true;
        foreach (var socket in sockets.Keys)
        {
            Break(socket);
        }
    }

    public void Heal()
    {
        refuses = false;
        open.TrySetResult();
    }

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        Heal();
        listener.Dispose();
        Cut();
        await accepting;
        closing.Dispose();
    }

    private async Task Accept()
    {
        try
        {
            while (true)
            {
                _ = Serve(await listener.AcceptSocketAsync(closing.Token));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Closed.
        }
    }

    private async Task Serve(Socket near)
    {
        using var far = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        near.NoDelay = true;
        sockets[near] = sockets[far] = true;
        try
        {
            await open.Task;
            if (!refuses)
            {
                await far.ConnectAsync(IPAddress.Loopback, target, closing.Token);
                await Task.WhenAny(Pump(near, far), Pump(far, near));
            }
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The database is away: the node shall see its connection break.
        }
        finally
        {
            sockets.TryRemove(near, out _);
            sockets.TryRemove(far, out _);
            Break(near);
            Break(far);
        }
    }

    private async Task Pump(Socket from, Socket to)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            for (var read = 1; read > 0;)
            {
                read = await from.ReceiveAsync(buffer, SocketFlags.None);
                Interlocked.Increment(ref held);
                await open.Task;
                Interlocked.Decrement(ref held);
                for (var sent = 0; sent < read;)
                {
                    sent += await to.SendAsync(buffer.AsMemory(sent, read - sent), SocketFlags.None);
                }
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // One side has gone, and takes the other with it.
        }
    }

    private static void Break(Socket socket)
    {
        try
        {
            socket.LingerState = new LingerOption(true, 0); // A reset, not a goodbye.
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // It has gone already.
        }

        socket.Dispose();
    }

    private static TaskCompletionSource Opened()
    {
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        open.SetResult();
        return open;
    }
}
