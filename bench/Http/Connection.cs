using System.Net;
using System.Net.Sockets;

namespace Acp.Bench.Http;

/// <summary>One kept-alive connection. One request at a time.</summary>
internal sealed class Connection : IDisposable
{
    private readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly ResponseReader reader;

    public Connection(Uri address)
    {
        socket.Connect(IPAddress.Parse(address.Host), address.Port);
        reader = new ResponseReader(memory => socket.ReceiveAsync(memory));
    }

    /// <summary>A request fits into the socket's buffer, so this does not block.</summary>
    public void Send(ReadOnlyMemory<byte> request)
    {
        var sent = socket.Send(request.Span);
        if (sent != request.Length)
        {
            throw new BadResponseException("A request was not taken whole.");
        }
    }

    public ValueTask<Response> Receive() => reader.Next();

    public ValueTask<Response> Ask(ReadOnlyMemory<byte> request)
    {
        Send(request);
        return Receive();
    }

    public void Dispose() => socket.Dispose();
}
