using System.Text.Json.Nodes;
using Acp.Conformance.Protocol;

namespace Acp.Conformance.Driving;

/// <summary>
/// Every operation, and the common refusals. It expects nothing: it is there so that the rules which hold for every
/// answer have answers to look at.
/// </summary>
internal sealed class StandardWalk(Scene scene)
{
    private readonly Agent agent = scene.Agent;

    public async Task Go()
    {
        await agent.Discover();
        await Buy();
        await LeaveAndStray();
        await BeRefused();
    }

    private async Task Buy()
    {
        var parcel = scene.Parcel(quantity: 3);
        parcel["buyer"] = Wire.Buyer();
        if (await agent.Create(parcel) is not { Id: { } id } created)
        {
            return;
        }

        await agent.Retrieve(id);
        if (created.Body.At("fulfillment_options").List() is [var option, ..])
        {
            await agent.Update(id, scene.Choose(option, scene.Shop.PhysicalItem));
        }

        await Discount(id);
        await agent.Complete(id, scene.Payment(scene.Shop.DeclinedToken));
        await agent.Complete(id, scene.Payment());
        await agent.Update(id, new JsonObject { ["buyer"] = Wire.Buyer() });
        await agent.Cancel(id);
    }

    private async Task Discount(string id)
    {
        if (scene.Wire.Negotiates && scene.Shop.DiscountCode is { } code)
        {
            await agent.Update(id, new JsonObject { ["discounts"] = new JsonObject { ["codes"] = new JsonArray(code, "NO-SUCH-CODE") } });
        }
    }

    private async Task LeaveAndStray()
    {
        if (await agent.Create(scene.Basket()) is { Id: { } id })
        {
            var key = Agent.NewKey();
            await agent.Cancel(id, null, key);
            await agent.Cancel(id, null, key);
        }

        if (await agent.Create(scene.Wire.Create(scene.Shop, (scene.Shop.PhysicalItem, 1))) is { Id: { } unaddressed })
        {
            await agent.Complete(unaddressed, scene.Payment());
        }
    }

    private async Task BeRefused()
    {
        await agent.Create([]);
        await agent.Create(scene.Wire.Create(scene.Shop, ("no_such_item", 1)));
        await agent.Retrieve("cs_00000000000000000000000000000000");
        await agent.Send(agent.Asking(Operation.Create, null, scene.Basket()) with { Authorization = null });
        await agent.Send(agent.Asking(Operation.Create, null, scene.Basket()) with { Version = null });
    }
}
