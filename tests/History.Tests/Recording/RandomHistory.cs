using System.Globalization;

namespace Acp.History.Tests;

/// <summary>Callers that do on one session what a seed draws for them. When they meet is left to the machine.</summary>
internal sealed class RandomHistory(int seed)
{
    /// <summary>Minor units of one e-book; without an address there is no tax on it.</summary>
    public const long Price = 1900;

    public const int Calls = 40;

    private const int MostCallers = 12;

    private readonly Random chance = new(seed);
    private readonly List<(Operation Operation, string? Key)> drawn = [];

    public async Task<Recorder> Record(HttpClient agent)
    {
        var recorder = await Recorder.Create(agent, $"history-{seed}");
        var plan = Enumerable.Range(0, Calls).Select(Draw).ToArray();
        var callers = chance.Next(2, MostCallers + 1);
        await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Play(recorder, caller, plan.Where((_, i) => i % callers == caller))));
        return recorder;
    }

    private static async Task Play(Recorder recorder, int caller, IEnumerable<Step> steps)
    {
        foreach (var step in steps)
        {
            await Task.Delay(step.Pause, TimeProvider.System);
            await recorder.Call(caller, step.Operation, step.Key, step.HangUpAfter);
        }
    }

    private Step Draw(int number)
    {
        // Now and then a key and its body again, also those of other callers.
        var (operation, key) = drawn.Count > 0 && chance.Next(6) == 0 ? chance.GetItems(drawn.ToArray(), 1)[0] : New(number);
        drawn.Add((operation, key));
        return new Step(
            operation,
            key,
            TimeSpan.FromMilliseconds(chance.Next(3) == 0 ? chance.Next(1, 15) : 0),
            chance.Next(12) == 0 ? TimeSpan.FromMilliseconds(chance.Next(1, 12)) : null);
    }

    private (Operation, string?) New(int number)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"k{number}");
        return chance.Next(100) switch
        {
            < 35 => (new Operation.Retrieve(), null),
            < 60 => (new Operation.Update(chance.Next(1, 6)), key),
            < 82 => (new Operation.Complete($"spt_decline_{seed}_{number}", false), key),
            < 96 => (new Operation.Complete($"spt_{seed}_{chance.Next(3)}", true), key),
            _ => (new Operation.Cancel(), key),
        };
    }

    private sealed record Step(Operation Operation, string? Key, TimeSpan Pause, TimeSpan? HangUpAfter);
}
