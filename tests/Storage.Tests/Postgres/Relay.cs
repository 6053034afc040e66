using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Acp.Storage.Tests.Postgres;

/// <summary>What becomes of the request that a relay was armed for.</summary>
internal enum Cut
{
    /// <summary>It never reaches the server.</summary>
    BeforeTheServer,

    /// <summary>The server carries it out; its answer does not come back.</summary>
    AfterTheServer,

    /// <summary>The sender is cut off, and the request reaches the server when the test lets it: a packet that was late.</summary>
    Held,
}

/// <summary>Stands between a store and its database, and cuts the line at one chosen request.</summary>
internal sealed class Relay : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly string target;
    private readonly List<TcpClient> clients = [];
    private readonly Lock gate = new();
    private readonly TaskCompletionSource hit = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource release = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource carriedOut = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Cut cut;
    private int countdown;

    public Relay(string target)
    {
        this.target = target;
        listener.Start();
        _ = Accept();
    }

    /// <summary>The same database through this relay. Plain, so that the relay can tell requests apart.</summary>
    public string Connection => new NpgsqlConnectionStringBuilder(target)
    {
        Host = "127.0.0.1",
        Port = ((IPEndPoint)listener.LocalEndpoint).Port,
        SslMode = SslMode.Disable,
        GssEncryptionMode = GssEncryptionMode.Disable,
    }.ConnectionString;

    /// <summary>The armed request has come.</summary>
    public Task Hit => hit.Task.WaitAsync(TimeSpan.FromSeconds(30));

    /// <param name="which">1 for the next request. A round has two: it looks, then it writes and commits.</param>
    public void Arm(Cut how, int which)
    {
        lock (gate)
        {
            (cut, countdown) = (how, which);
        }
    }

    /// <summary>Lets the held request through, and waits until the server has answered it.</summary>
    public Task Release()
    {
        release.TrySetResult();
        return carriedOut.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    public ValueTask DisposeAsync()
    {
        release.TrySetCanceled();
        listener.Dispose();
        lock (gate)
        {
            clients.ForEach(client => client.Dispose());
        }

        return ValueTask.CompletedTask;
    }

    private async Task Accept()
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync();
                var server = new TcpClient();
                lock (gate)
                {
                    clients.AddRange([client, server]);
                }

                var address = new NpgsqlConnectionStringBuilder(target);
                await server.ConnectAsync(address.Host!, address.Port);
                _ = Carry(client, server);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task Carry(TcpClient client, TcpClient server)
    {
        try
        {
            var line = new Line(client, server);
            _ = line.Answers();
            await Requests(line);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException or OperationCanceledException)
        {
            // One of the two has gone.
        }
        finally
        {
            client.Dispose();
            server.Dispose();
        }
    }

    private async Task Requests(Line line)
    {
        while (await line.NextRequest() is { } request)
        {
            switch (Chosen())
            {
                case null:
                    await line.Forward(request);
                    break;
                case Cut.BeforeTheServer:
                    line.Hush();
                    hit.TrySetResult();
                    return;
                case Cut.AfterTheServer:
                    line.Hush();
                    await line.Forward(request);
                    await line.Answered;
                    hit.TrySetResult();
                    return;
                case Cut.Held:
                    line.Hush();
                    line.HangUp();
                    hit.TrySetResult();
                    await release.Task;
                    await line.Forward(request);
                    await line.Answered;
                    carriedOut.TrySetResult();
                    return;
                default:
                    throw new InvalidOperationException($"Unhandled {cut}.");
            }
        }
    }

    private Cut? Chosen()
    {
        lock (gate)
        {
            return countdown > 0 && --countdown == 0 ? cut : null;
        }
    }

    /// <summary>One connection to each side. A request ends with Sync, as the protocol says; the very first has no type.</summary>
    private sealed class Line(TcpClient client, TcpClient server)
    {
        private const byte Sync = (byte)'S';
        private const byte Query = (byte)'Q';
        private const byte Terminate = (byte)'X';
        private readonly NetworkStream up = server.GetStream();
        private readonly NetworkStream down = client.GetStream();
        private readonly TaskCompletionSource answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private bool began;
        private volatile bool hushed;

        /// <summary>Since <see cref="Hush"/>, the server has said something or hung up.</summary>
        public Task Answered => answered.Task;

        public void Hush() => hushed = true;

        public void HangUp() => client.Dispose();

        public Task Forward(byte[] request) => up.WriteAsync(request).AsTask();

        public async Task Answers()
        {
            try
            {
                var buffer = new byte[64 * 1024];
                while (await up.ReadAsync(buffer) is > 0 and var count)
                {
                    if (hushed)
                    {
                        answered.TrySetResult();
                        return;
                    }

                    await down.WriteAsync(buffer.AsMemory(0, count));
                }
            }
            catch (Exception e) when (e is IOException or ObjectDisposedException)
            {
                // One of the two has gone.
            }
            finally
            {
                answered.TrySetResult();
                client.Dispose();
            }
        }

        public async Task<byte[]?> NextRequest()
        {
            var request = new List<byte>();
            var type = (byte)0;
            do
            {
                var header = new byte[began ? 5 : 4];
                if (await down.ReadAtLeastAsync(header, header.Length, throwOnEndOfStream: false) < header.Length)
                {
                    return null;
                }

                type = began ? header[0] : Sync;
                var body = new byte[BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(header.Length - 4)) - 4];
                await down.ReadExactlyAsync(body);
                request.AddRange([.. header, .. body]);
                began = true;
            }
            while (type is not (Sync or Query or Terminate));

            return [.. request];
        }
    }
}
