using System.Collections.Concurrent;
using Acp.Conformance.Protocol;
using Acp.Conformance.Rules;
using Acp.Conformance.Specification;

namespace Acp.Conformance.Driving;

internal enum State
{
    Green,
    Red,
    NotTried,
}

/// <param name="Why">Of red and not tried.</param>
internal sealed record Finding(Rule Rule, string Version, State State, string? Why = null);

/// <summary>Tries rules in one version: first those that drive the server, then those that hold for all it answered.</summary>
internal sealed class VersionRun(HttpClient http, Wire wire, ShopFacts shop, SpecFolder spec)
{
    /// <summary>Rules tried at once; they share nothing but the shop.</summary>
    private const int AtOnce = 4;

    private readonly ConcurrentDictionary<string, Finding> findings = new();

    /// <param name="found">Told of each as it is known.</param>
    /// <returns>In the order of the rules; those that this version does not have are left out.</returns>
    public async Task<IReadOnlyList<Finding>> Try(IEnumerable<Rule> rules, Action<Finding>? found = null)
    {
        var mine = rules.Where(rule => rule.Versions.Contains(wire.Version)).ToList();
        var dead = await WhyDead();
        var scene = new Scene(http, wire, shop, spec);
        foreach (var batch in new[] { mine.Where(rule => !rule.OfEveryReply), mine.Where(rule => rule.OfEveryReply) })
        {
            await Parallel.ForEachAsync(batch, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (rule, _) =>
            {
                var finding = dead is null ? await Try(rule, scene) : new Finding(rule, wire.Version, State.Red, dead);
                findings[rule.Id] = finding;
                found?.Invoke(finding);
            });
        }

        return [.. mine.Select(rule => findings[rule.Id])];
    }

    // Whoever does not answer at all is not asked hundreds of times.
    private async Task<string?> WhyDead()
    {
        try
        {
            using var response = await http.GetAsync(new Uri("/checkout_sessions/none", UriKind.Relative));
            return null;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return $"Nothing answers at {shop.BaseUrl}.";
        }
    }

    private async Task<Finding> Try(Rule rule, Scene scene)
    {
        try
        {
            await rule.Check(scene);
            return new Finding(rule, wire.Version, State.Green);
        }
        catch (NotTriedException e)
        {
            return new Finding(rule, wire.Version, State.NotTried, e.Message);
        }
        catch (DeviationException e)
        {
            return new Finding(rule, wire.Version, State.Red, e.Message);
        }
        catch (Exception e)
        {
            // No answer, or one so strange that the check itself stumbled: both are the server's.
            return new Finding(rule, wire.Version, State.Red, $"{e.GetType().Name}: {e.Message}");
        }
    }
}
