using Acp.Bench.Http;
using Acp.Bench.Load;
using Acp.Bench.Os;
using Acp.Processes;

namespace Acp.Bench.Contenders;

/// <summary>A server as a process of its own, as it would run.</summary>
internal sealed class ServingProcess : IRunning
{
    /// <summary>Stands before its address in what it says at its start.</summary>
    public const string Listening = "listening on ";

    private readonly Child child;

    private ServingProcess(Child child, Uri address) => (this.child, Address) = (child, address);

    public Uri Address { get; }

    public IReadOnlyList<Uri> Addresses => [Address];

    public static async Task<ServingProcess> Start(ChildSettings settings, IReadOnlyDictionary<string, string?> configuration)
    {
        var environment = configuration.ToDictionary(setting => setting.Key.Replace(":", "__", StringComparison.Ordinal), setting => setting.Value);
        environment["ASPNETCORE_ENVIRONMENT"] = "Development"; // Elsewhere there is no fake provider.
        foreach (var (name, _) in Generator.Environment)
        {
            environment[name] = null;
        }

        var child = Child.Start(settings with { Environment = environment, Folder = AppContext.BaseDirectory });
        try
        {
            var line = await child.WaitForLine(Listening);
            return new ServingProcess(child, new Uri(line[(line.IndexOf(Listening, StringComparison.Ordinal) + Listening.Length)..].Split(',')[0]));
        }
        catch
        {
            await child.DisposeAsync();
            throw;
        }
    }

    public IShopper Shopper(int lane) => new HttpShopper(Address, lane);

    public Use Use() => ProcessUse.OfTree(child.Id);

    public ValueTask DisposeAsync() => child.DisposeAsync();
}
