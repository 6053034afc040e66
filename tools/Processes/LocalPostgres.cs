using System.Diagnostics;

namespace Acp.Processes;

/// <summary>
/// A PostgreSQL of one's own, from the machine's binaries, in a temporary folder and at a port that stays over restarts.
/// As durable as in production: every commit is flushed. Open to everybody on this machine while it lives.
/// </summary>
public sealed class LocalPostgres : IAsyncDisposable
{
    private const string Ready = "database system is ready to accept connections";
    private const string Owner = "acp";

    private readonly PostgresPrograms programs;
    private readonly IReadOnlyList<string> settings;
    private readonly string folder;
    private Child? server;

    private LocalPostgres(PostgresPrograms programs, IReadOnlyList<string> settings) =>
        (this.programs, this.settings, folder) = (programs, settings, Directory.CreateTempSubdirectory("acp-postgres-").FullName);

    /// <summary>Why none can be started on this machine; null where it can.</summary>
    public static string? Missing => PostgresPrograms.Missing;

    public int Port { get; } = Ports.Take();

    /// <summary>Of its first process, the parent of all others.</summary>
    public int Id => server!.Id;

    /// <summary>What it has said since it was last started.</summary>
    public string Log => server?.Lines.All ?? "";

    /// <param name="settings">As in postgresql.conf, <c>name=value</c>.</param>
    /// <exception cref="PlatformNotSupportedException">See <see cref="Missing"/>.</exception>
    public static async Task<LocalPostgres> Start(params IReadOnlyList<string> settings)
    {
        var postgres = new LocalPostgres(PostgresPrograms.Find(), settings);
        try
        {
            await postgres.Initialize();
            await postgres.StartAgain();
            return postgres;
        }
        catch
        {
            await postgres.DisposeAsync();
            throw;
        }
    }

    public string ConnectionString(string database = "postgres") => $"Host=127.0.0.1;Port={Port};Username={Owner};Database={database}";

    public Task CreateDatabase(string name) => Tool("createdb", "-h", "127.0.0.1", "-p", $"{Port}", "-U", Owner, name);

    /// <summary>For questions of tests and benchmarks.</summary>
    /// <returns>The rows without heading, columns parted by <c>|</c>.</returns>
    /// <exception cref="InvalidOperationException">The server said no.</exception>
    public Task<string> Ask(string sql, string database = "postgres") =>
        Tool("psql", "-h", "127.0.0.1", "-p", $"{Port}", "-U", Owner, "-d", database, "-XAtq", "-v", "ON_ERROR_STOP=1", "-c", sql);

    /// <summary>Starts it on the data it has; after a kill, that includes its recovery.</summary>
    public async Task StartAgain()
    {
        Debug.Assert(server is null || server.HasEnded, "It runs.");
        await (server?.DisposeAsync() ?? ValueTask.CompletedTask);
        string[] all = [$"port={Port}", "listen_addresses=127.0.0.1", "unix_socket_directories=", "fsync=on", "synchronous_commit=on", "full_page_writes=on", .. settings];
        server = Child.Start(programs.Command("postgres", ["-D", Data, .. all.SelectMany(setting => new[] { "-c", setting })]));
        await server.WaitForLine(Ready);
    }

    /// <summary>«Fast» shutdown: open transactions are rolled back, connections closed, everything written.</summary>
    public Task Stop() => server!.Stop(Signal.Interrupt);

    /// <summary>SIGKILL to every process of it, as if the power had gone, but for what the kernel still writes.</summary>
    public Task Kill() => ProcessTree.Kill(server!);

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
        {
            await Kill();
            await server.DisposeAsync();
        }

        Directory.Delete(folder, recursive: true);
    }

    private string Data => Path.Combine(folder, "data");

    private async Task Initialize()
    {
        await programs.Give(folder);

        // Not flushed: what is lost with the machine's power here is an empty database.
        await Tool("initdb", "-D", Data, "-U", Owner, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync");
    }

    private Task<string> Tool(string name, params IReadOnlyList<string> arguments) => Child.Run(programs.Command(name, arguments));
}
