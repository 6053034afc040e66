using System.Globalization;
using Acp.Bench.Reporting;
using Acp.Gateway;

namespace Acp.Bench.Rendering;

/// <summary>What it costs to write one session in each version of the protocol, beside the newest.</summary>
internal sealed class RenderingMeasurement(int renderings, Table table)
{
    public const string Cpu = "CPU for one";
    public const string Share = "share of the newest";
    public const string Bytes = "bytes";

    public static IReadOnlyList<string> Columns { get; } = [Cpu, Share, Bytes];

    /// <summary>Rounds in which every version has its turn, so that a machine that slows down does so for all of them.</summary>
    private const int Rounds = 15;

    public static string Conditions(int renderings) =>
        $"one session of three lines with a buyer, an address, two options and a discount, {renderings:#,0} times in each version and round, on one thread; the median of {Rounds} rounds after one that is not counted; processor time of the process, collector included";

    public void Run()
    {
        var versions = Versions();
        string[] names = [.. versions.NewestFirst];
        var rounds = names.ToDictionary(name => name, _ => new List<double>());
        for (var round = 0; round <= Rounds; round++)
        {
            foreach (var name in names)
            {
                var cost = Measure(versions[name]);
                if (round > 0)
                {
                    rounds[name].Add(cost);
                }
            }
        }

        Array.ForEach(names, name => Report(versions[name], Median(rounds[name]), Median(rounds[names[0]])));
    }

    // Microseconds of processor time for one.
    private double Measure(IAcpVersion version)
    {
        GC.Collect();
        var before = Environment.CpuUsage.TotalTime;
        for (var i = 0; i < renderings; i++)
        {
            version.Render(TypicalSession.View);
        }

        return (Environment.CpuUsage.TotalTime - before).TotalMicroseconds / renderings;
    }

    private void Report(IAcpVersion version, double cost, double newest)
    {
        table.Add(version.Name, Cpu, string.Create(CultureInfo.InvariantCulture, $"{cost:0.00} µs"));
        table.Add(version.Name, Share, string.Create(CultureInfo.InvariantCulture, $"{cost / newest:0.00}"));
        table.Add(version.Name, Bytes, version.Render(TypicalSession.View).Length.ToString("#,0", CultureInfo.InvariantCulture));
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    // As the gateway has them, by its own registration.
    private static AcpVersions Versions() => new ServiceCollection()
        .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(Shop.Settings(catalogPath: "")).Build())
        .AddReplies()
        .BuildServiceProvider()
        .GetRequiredService<AcpVersions>();
}
