using Acp.Gateway.Hosting;
using Acp.Launching;
using Microsoft.Extensions.Options;

namespace Acp.Gateway.Launching;

/// <summary>One look at something: what it brought, or why it brought nothing.</summary>
/// <param name="Problem">Null where there is a value.</param>
/// <param name="Mend">Null where another finding says it.</param>
internal readonly record struct Looked<T>(T? Value, string? Problem, string? Mend = null)
    where T : class
{
    /// <summary>
    /// The findings of what was seen. Where nothing was, the item fails: what does not answer the check would not answer a
    /// sale. Only where settings made the look impossible, which has failed already, it was not checked.
    /// </summary>
    public IReadOnlyList<LaunchFinding> Or(string item, Func<T, IEnumerable<LaunchFinding>> judge) => (Value, Mend) switch
    {
        ({ } seen, _) => [.. judge(seen)],
        (_, { } mend) => [new LaunchFinding.Failed(item, Problem!, mend)],
        _ => [new LaunchFinding.NotChecked(item, Problem!)],
    };
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
            return new(null, $"It took longer than {Patience.TotalSeconds:0} s.", "Find out what does not answer in time (names, the network, the database), and check again.");
        }
        catch (Exception e) when (IsOfSettings(e))
        {
            return new(null, BadSettings);
        }
        catch (Exception e)
        {
            return Unforeseen<T>(e);
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
        catch (Exception e)
        {
            return Unforeseen<T>(e);
        }
    }

    // A report without one item is worth more than a stack trace without a report. The message may quote what it is about.
    private static Looked<T> Unforeseen<T>(Exception e)
        where T : class => new(null, $"It could not be looked at ({e.GetType().Name}).", "Look at the settings and the data that it is about; if they are right, report this as a bug of the check's.");

    private static bool IsOfSettings(Exception e) => e is OptionsValidationException or ConfigurationException or Pricing.CatalogInvalidException
        or InvalidOperationException { Source: "Microsoft.Extensions.Configuration.Binder" };
}
