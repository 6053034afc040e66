namespace Acp.Simulation;

/// <summary>Those who work on the orders, from the moment each is placed.</summary>
internal sealed class Clerks(World world)
{
    private int hired;

    public void Meet(string order)
    {
        for (var i = 0; i < world.OrderPace.Clerks; i++)
        {
            world.Employ(new Clerk(world, order, ++hired).Live);
        }
    }
}
