using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Acp.Tests.Postgres;

/// <summary>
/// A PostgreSQL server of the tests' own, from the machine's binaries, on 127.0.0.1 and in a folder of its own. A shell
/// watches over it: when this process ends, however it ends, its orders end, and the shell stops the server and removes
/// the folder.
/// </summary>
internal sealed class PostgresServer : IDisposable
{
    // As root, another user runs it: the server refuses to be run by root.
    private const string Supervisor =
        """
        bin=$1; data=$2; port=$3
        settings="-c listen_addresses=127.0.0.1 -c port=$port -c unix_socket_directories= -c max_connections=200 -c shared_buffers=32MB"
        begin() { "$bin/pg_ctl" -D "$data/db" -w -t 30 -l "$data/log" -o "$settings" start </dev/null >/dev/null 2>&1; }
        "$bin/initdb" -D "$data/db" -U acp -A trust -E UTF8 --locale=C -N </dev/null >"$data/log" 2>&1 || exit 1
        while read -r order; do
          case $order in
            start) tries=0; until begin; do tries=$((tries + 1)); [ $tries -lt 20 ] || break; sleep 0.3; done
              [ $tries -lt 20 ] && echo done || echo failed ;;
            kill) kill -9 "$(head -n 1 "$data/db/postmaster.pid")"; echo done ;;
            stop) "$bin/pg_ctl" -D "$data/db" -w -m fast stop </dev/null >/dev/null 2>&1; echo done ;;
          esac
        done
        "$bin/pg_ctl" -D "$data/db" -w -m immediate stop </dev/null >/dev/null 2>&1
        rm -rf "$data"
        """;

    private static readonly Lazy<PostgresServer> Common = new(Start);
    private readonly Process supervisor;

    private PostgresServer(Process supervisor, int port)
    {
        this.supervisor = supervisor;
        Port = port;
    }

    public int Port { get; }

    /// <summary>One for all tests of this process; it goes with the process. Not to be stopped by a test.</summary>
    public static PostgresServer Shared => Common.Value;

    public string Connection => $"Host=127.0.0.1;Port={Port};Username=acp;Database=postgres";

    /// <exception cref="InvalidOperationException">The machine's PostgreSQL does not start.</exception>
    public static PostgresServer Start()
    {
        for (var tries = 1; ; tries++)
        {
            var port = FreePort();
            var server = new PostgresServer(Process.Start(StartInfo(port))!, port);
            if (server.Order("start") is "done")
            {
                return server;
            }

            // Somebody else may have taken the port by now.
            server.Dispose();
            if (tries == 3)
            {
                throw new InvalidOperationException($"The PostgreSQL in {PostgresBinaries.Folder} does not start.");
            }
        }
    }

    /// <summary>SIGKILL to the server: nothing is flushed, everybody is cut off.</summary>
    public void Kill() => Order("kill");

    public void Stop() => Order("stop");

    public void StartAgain()
    {
        if (Order("start") is not "done")
        {
            throw new InvalidOperationException("PostgreSQL does not start again.");
        }

        NpgsqlConnection.ClearAllPools(); // The tests' own; the store has its own.
    }

    public void Dispose()
    {
        supervisor.StandardInput.Close();
        supervisor.WaitForExit();
        supervisor.Dispose();
    }

    private string? Order(string order)
    {
        try
        {
            supervisor.StandardInput.WriteLine(order);
            supervisor.StandardInput.Flush();
        }
        catch (IOException)
        {
            return null; // It has ended: initdb failed.
        }

        return supervisor.StandardOutput.ReadLine();
    }

    private static ProcessStartInfo StartInfo(int port)
    {
        var folder = Directory.CreateTempSubdirectory("acp-postgres-").FullName;
        string[] shell = ["sh", "-c", Supervisor, "sh", PostgresBinaries.Folder!, folder, $"{port}"];
        if (Environment.IsPrivilegedProcess)
        {
            using var give = Process.Start("chown", ["nobody", folder]);
            give.WaitForExit();
            shell = ["setpriv", "--reuid=nobody", "--clear-groups", "--", .. shell];
        }

        return new ProcessStartInfo(shell[0], shell[1..]) { RedirectStandardInput = true, RedirectStandardOutput = true, WorkingDirectory = folder };
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
