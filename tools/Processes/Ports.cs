using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Acp.Processes;

/// <summary>
/// Ports on 127.0.0.1 for servers that are killed and come back at the same address. They lie below the ephemeral range:
/// in it, the kernel may give the port to some outgoing connection while its server is away.
/// </summary>
public static class Ports
{
    private const int Lowest = 10_000;
    private static readonly Lock Gate = new();
    private static readonly List<FileStream> Held = [];

    // Processes that start together begin to look in different places.
    private static int next = Random.Shared.Next();

    /// <returns>A port that nobody listens on, and that no process that asks here is given while this one lives.</returns>
    /// <exception cref="InvalidOperationException">All are taken.</exception>
    public static int Take()
    {
        lock (Gate)
        {
            var count = FirstEphemeral() - Lowest;
            for (var tries = 0; tries < count; tries++)
            {
                var port = Lowest + (int)((uint)next++ % (uint)count);
                if (TryHold(port))
                {
                    return port;
                }
            }
        }

        throw new InvalidOperationException("Every port below the ephemeral range is taken.");
    }

    // The lock ends with the process; the file stays, empty.
    private static bool TryHold(int port)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"acp-ports-{Environment.UserName}"));
        FileStream file;
        try
        {
            file = new FileStream(Path.Combine(folder.FullName, $"{port}"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return false;
        }

        if (!IsFree(port))
        {
            file.Dispose();
            return false;
        }

        Held.Add(file);
        return true;
    }

    private static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int FirstEphemeral()
    {
        const string Range = "/proc/sys/net/ipv4/ip_local_port_range";
        var first = File.Exists(Range) ? int.Parse(File.ReadAllText(Range).Split('\t', ' ')[0], CultureInfo.InvariantCulture) : 32_768;
        return first > Lowest ? first : throw new InvalidOperationException($"The ephemeral range begins at {first}: there is no room below it.");
    }
}
