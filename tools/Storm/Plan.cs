namespace Acp.Storm;

/// <summary>Draws the storm's calls. The same seed draws the same.</summary>
internal sealed class Plan(StormOptions options, string run)
{
    private static readonly Mix[] Parts = [Mix.OneKey, Mix.ManyKeys, Mix.Reminted, Mix.Verbs, Mix.Sockets];

    private readonly Random chance = new(options.Seed);

    /// <summary>Session by session, so that those of one session meet.</summary>
    public IEnumerable<(Target Target, Call Call)> Calls(IReadOnlyList<Target> targets)
    {
        for (var i = 0; i < options.Calls; i++)
        {
            var target = targets[(int)((long)i * targets.Count / options.Calls)];
            yield return (target, Draw(target, i, options.Mix == Mix.All ? chance.GetItems(Parts, 1)[0] : options.Mix));
        }
    }

    private Call Draw(Target target, int number, Mix mix)
    {
        var key = $"storm-{run}-{number}";
        return mix switch
        {
            Mix.OneKey => new(Verb.Complete, $"storm-{run}-{target.Id}", target.Token),
            Mix.ManyKeys => new(Verb.Complete, key, target.Token),
            Mix.Reminted => new(Verb.Complete, key, $"{target.Token}_{number}"),
            Mix.Sockets => new(Verb.Complete, key, target.Token, HangUpAfter: chance.Next(2) == 0 ? TimeSpan.FromMilliseconds(chance.Next(1, 40)) : null),
            Mix.Cancels when chance.Next(20) == 0 => new(Verb.Cancel, key),
            Mix.Verbs or Mix.Cancels => Among(target, key),
            _ => throw new ArgumentOutOfRangeException(nameof(mix)),
        };
    }

    private Call Among(Target target, string key) => chance.Next(4) switch
    {
        0 => new(Verb.Update, key, Quantity: chance.Next(1, 3)),
        1 => new(Verb.Retrieve),
        _ => new(Verb.Complete, key, target.Token),
    };
}
