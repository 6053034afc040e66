using System.Net.Sockets;
using System.Text;

namespace Acp.Gateway.Tests.Host;

/// <summary>For requests that no client library would send.</summary>
internal static class RawHttp
{
    /// <param name="rest">More header lines, the empty line, and the body.</param>
    /// <returns>All that came back until the server closed.</returns>
    public static async Task<string> Post(Uri address, string path, string rest)
    {
        using var socket = await Send(address, path, rest);
        using var reader = new StreamReader(socket.GetStream());
        return await reader.ReadToEndAsync();
    }

    /// <param name="request">All of it, as it goes over the wire.</param>
    public static async Task<string> Send(Uri address, string request)
    {
        using var socket = new TcpClient(address.Host, address.Port);
        await socket.GetStream().WriteAsync(Encoding.Latin1.GetBytes(request));
        using var reader = new StreamReader(socket.GetStream());
        return await reader.ReadToEndAsync();
    }

    /// <summary>Sends as much as there is and hangs up.</summary>
    public static async Task PostAndLeave(Uri address, string path, string rest)
    {
        using var socket = await Send(address, path, rest);
        socket.Client.Shutdown(SocketShutdown.Send);
        // The server closes its side when it is through with the request, with or without a reset.
        await Record.ExceptionAsync(() => socket.GetStream().CopyToAsync(Stream.Null));
    }

    private static async Task<TcpClient> Send(Uri address, string path, string rest)
    {
        var socket = new TcpClient(address.Host, address.Port);
        await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
            $"POST {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer {AcpHost.Key}\r\n"
            + $"API-Version: {AcpHost.Version}\r\nContent-Type: application/json\r\n{rest}"));
        return socket;
    }
}
