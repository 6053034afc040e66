namespace Acp.Simulation;

/// <summary>People and banks behind the payments: they authenticate, fail, take their time or never come back.</summary>
internal sealed class Shopper(World world)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Later = TimeSpan.FromHours(8);
    private static readonly TimeSpan SlowestBank = TimeSpan.FromHours(30);

    /// <param name="status">The intent's, as the provider has it.</param>
    /// <param name="session">Null where another than us is paid.</param>
    public void Meets(string intent, string? session, string status)
    {
        switch (status)
        {
            case "requires_action" when !world.Chance.OneIn(4):
                Finish(intent, session, world.Chance.UpTo(world.Chance.OneIn(2) ? Soon : Later));
                break;
            case "processing": // A bank always comes to an end.
                Finish(intent, session, world.Chance.UpTo(world.Chance.OneIn(2) ? Soon : world.Chance.OneIn(2) ? Later : SlowestBank));
                break;
        }
    }

    private void Finish(string intent, string? session, TimeSpan after)
    {
        var succeeds = !world.Chance.OneIn(3);
        world.Begin(async () =>
        {
            await world.Delay(after);
            world.Provider.Finish(intent, session, succeeds);
        });
    }
}
