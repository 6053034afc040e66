using Acp.Gateway.Hosting;
using Acp.Launching;
using Microsoft.Extensions.Options;

namespace Acp.Gateway.Launching;

/// <summary>One look at something: what it brought, or why it brought nothing.</summary>
/// <param name="Problem">Null where there is a value.</param>
internal readonly record struct Looked<T>(T? Value, string? Problem)
    where T : class
{
    /// <summary>The findings of what was seen; where nothing was, that the item was not checked.</summary>
    public IReadOnlyList<LaunchFinding> Or(string item, Func<T, IEnumerable<LaunchFinding>> judge) =>
        Value is { } seen ? [.. judge(seen)] : [new LaunchFinding.NotChecked(item, Problem!)];
}

/// <summary>Looks in bounded time. What settings make impossible has been told with the configuration.</summary>
internal static class Looking
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private const string BadSettings = "Its settings cannot be used: see Configuration.";

    public static async Task<Looked<T>> Try<T>(Func<CancellationToken, Task<T>> look, TimeProvider clock)
        where T : class
    {
        using var patience = new CancellationTokenSource(Patience, clock);
        try
        {
            return new(await look(patience.Token).WaitAsync(patience.Token), Problem: null);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            return new(null, $"It took longer than {Patience.TotalSeconds:0} s.");
        }
        catch (Exception e) when (IsOfSettings(e))
        {
            return new(null, BadSettings);
        }
    }

    public static Looked<T> At<T>(Func<T> look)
        where T : class
    {
        try
        {
            return new(look(), Problem: null);
        }
        catch (Exception e) when (IsOfSettings(e))
        {
            return new(null, BadSettings);
        }
    }

    private static bool IsOfSettings(Exception e) => e is OptionsValidationException or ConfigurationException or Pricing.CatalogInvalidException
        or InvalidOperationException { Source: "Microsoft.Extensions.Configuration.Binder" };
}
