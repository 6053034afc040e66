using Acp.CheckoutSessions;

namespace Acp.Simulation;

/// <summary>
/// A shopper who pays on the provider's page, while agents have the same session in hand: presses the button, in two windows,
/// pays at once, late or never, with a card that declines or demands authentication, and comes back to press again.
/// </summary>
internal sealed class PageShopper(World world, Purchase purchase, int number)
{
    private const int PressesTwiceOneIn = 4;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Later = TimeSpan.FromSeconds(40);

    /// <summary>Beyond the page's own life.</summary>
    private static readonly TimeSpan MuchLater = TimeSpan.FromMinutes(75);

    private static readonly (int Weight, string Card)[] Cards =
    [
        (6, "pm_card_visa"), (2, "pm_card_visa_chargeDeclined"), (2, "pm_card_authenticationRequired"), (2, "pm_usBankAccount_success"),
    ];

    private readonly Chance chance = world.PagePace.Chance;
    private readonly string name = $"shopper{number}";

    public async Task Live()
    {
        for (var move = 0; move < world.PagePace.Presses; move++)
        {
            await world.Delay(chance.UpTo(chance.OneIn(2) ? Soon : chance.OneIn(2) ? Later : MuchLater));
            if (chance.OneIn(PressesTwiceOneIn))
            {
                world.Begin(Visit);
            }

            await Visit();
        }
    }

    private async Task Visit()
    {
        var node = world.Cluster.Pick();
        world.Trace?.Say(name, $"presses the button of {purchase.Session} at {node?.Name ?? "a node that is down"}");
        var heard = await world.Cluster.Ask<ICheckoutSession, PageOffer>(node, purchase.Session, session => session.OpenPage(), Patience);
        var offer = (heard as Heard<PageOffer>.Answered)?.Answer;
        world.Trace?.Say(name, $"hears of {purchase.Session}: {offer?.GetType().Name ?? heard.GetType().Name}");
        if (offer is PageOffer.Opened { Url: var url } && !chance.OneIn(5))
        {
            await Pay(new Uri(url).AbsolutePath);
        }
    }

    private async Task Pay(string page)
    {
        for (var tries = chance.Weighted([(3, 1), (2, 2)]); tries > 0; tries--)
        {
            await world.Delay(chance.UpTo(chance.OneIn(2) ? Soon : chance.OneIn(2) ? Later : MuchLater));
            var card = chance.Weighted(Cards);
            var answer = await world.Provider.OnPage(page, $"card={card}");
            world.Trace?.Say(name, $"pays on the page of {purchase.Session} with {card}: {answer.Status}");
        }
    }
}
