using System.Buffers.Binary;
using System.IO.Compression;
using System.Text.Json;
using Acp.Chaos;
using Acp.Chaos.Deployment;
using Acp.Chaos.Provider;
using Acp.Processes;

namespace Acp.Upgrade.Writing;

/// <summary>
/// Drives a gateway of one version, as a process on a SQLite file of its own, and keeps what it leaves behind: the file, the
/// provider's journal, and every request with its answer.
/// </summary>
internal sealed class StateWriter(WritingOptions options, TimeProvider clock)
{
    private const string Listening = "listening on ";
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <returns>What was written, for people.</returns>
    /// <exception cref="DeploymentFailedException">The folder is there, or a process does not start.</exception>
    public async Task<string> Go()
    {
        if (Directory.Exists(options.Folder))
        {
            throw new DeploymentFailedException($"{options.Folder} is there already. What a version has written is never written anew.");
        }

        var work = Directory.CreateTempSubdirectory("acp-state-");
        try
        {
            var written = await Drive(work.FullName);
            Keep(work.FullName, written);
            return $"{options.Folder}: schema {written.Schema}, {written.Sessions.Count} sessions, {written.Exchanges.Count} requests.";
        }
        catch (Exception e) when (e is TimeoutException or InvalidOperationException)
        {
            throw new DeploymentFailedException($"The state is not written. {e.Message}");
        }
        finally
        {
            work.Delete(recursive: true);
        }
    }

    private async Task<WrittenState> Drive(string work)
    {
        var gateway = new Uri($"http://127.0.0.1:{Ports.Take()}");
        await using var provider = await FakeProvider.Start(Path.Combine(work, "journal"), gateway);
        await using var process = Child.Start(Program(work, gateway, provider));
        await process.WaitForLine(Listening, TimeSpan.FromMinutes(5));
        using var shop = new Shop(gateway, provider, clock);
        await Scenes.Play(shop);
        var at = clock.GetUtcNow();
        await process.Stop();
        return new WrittenState(await Commit(), at, SchemaOf(Path.Combine(work, "acp.db")), provider.Address, shop.Sessions, shop.Exchanges)
        {
            Shapes = options.From is null ? WrittenState.DigestOf(StoredShapes.Render()) : null,
        };
    }

    private ChildSettings Program(string work, Uri gateway, FakeProvider provider)
    {
        var build = options.From is { } from ? new Build(from, Path.GetFullPath(from), "Release") : Repository.Own;
        return ChildSettings.Dotnet(Cluster.ProgramOf(Engine.Gateways, build), "--urls", gateway.ToString()) with
        {
            Folder = build.Folder("src/Gateway"), // The demo settings.
            Environment = Own(work).Concat(provider.WholeSettings).ToDictionary(setting => setting.Key, setting => setting.Value),
        };
    }

    private static Dictionary<string, string?> Own(string work) => new()
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Development",
        ["Store"] = $"sqlite:{Path.Combine(work, "acp.db")}",
        ["Merchant__Webhook__Url"] = $"http://127.0.0.1:{Ports.Take()}/hook", // Nobody listens: what is to be told waits.
        ["Merchant__Webhook__Secrets__0"] = WrittenState.HookSecret,
        ["Checkout__SettleAfter"] = "00:10:00", // What is unknown shall stay so.
    };

    private async Task<string> Commit()
    {
        var folder = options.From is { } from ? Path.GetFullPath(from) : Repository.Own.Root;
        return (await Child.Run(new ChildSettings("git", "-C", folder, "describe", "--always", "--dirty"))).Trim();
    }

    // In the file's header, at a place that SQLite's format fixes.
    private static int SchemaOf(string file)
    {
        if (File.Exists(file + "-wal") && new FileInfo(file + "-wal").Length > 0)
        {
            throw new InvalidOperationException("The gateway did not close its database.");
        }

        return BinaryPrimitives.ReadInt32BigEndian(File.ReadAllBytes(file).AsSpan(60, 4));
    }

    private void Keep(string work, WrittenState written)
    {
        Directory.CreateDirectory(options.Folder);
        Pack(Path.Combine(work, "acp.db"), Path.Combine(options.Folder, "acp.db.gz"));
        Pack(Path.Combine(work, "journal"), Path.Combine(options.Folder, "journal.gz"));
        File.WriteAllText(Path.Combine(work, "state.json"), JsonSerializer.Serialize(written, Format) + "\n");
        Pack(Path.Combine(work, "state.json"), Path.Combine(options.Folder, "state.json.gz"));
        if (options.From is null)
        {
            File.WriteAllText(Path.Combine(options.Folder, "shapes.txt"), StoredShapes.Render());
        }
    }

    private static void Pack(string from, string to)
    {
        using var source = File.OpenRead(from);
        using var packed = new GZipStream(File.Create(to), CompressionLevel.SmallestSize);
        source.CopyTo(packed);
    }
}
