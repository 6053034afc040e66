using System.Globalization;
using System.Text.Json;

namespace Acp.Simulation;

/// <summary>A token as its agent knows it.</summary>
/// <param name="MustAuthenticate">Its issuer asks for 3-D Secure.</param>
internal sealed record GrantedCard(string Id, DateTimeOffset ExpiresAt, bool MustAuthenticate)
{
    public const string AuthenticatingMethod = "pm_card_threeDSecure2Required";

    public bool IsRevoked { get; set; }
}

/// <summary>What shoppers pay with: tokens that were issued through us, and others that are granted at the provider, all with an expiry, and sometimes taken back.</summary>
internal sealed class Wallet(World world)
{
    private static readonly (int Weight, string Method)[] Methods =
    [
        (12, "pm_card_visa"), (3, "pm_card_chargeDeclined"), (3, GrantedCard.AuthenticatingMethod), (2, "pm_usBankAccount_success"),
    ];

    private static readonly (int Weight, TimeSpan Life)[] Lives =
    [
        (4, TimeSpan.FromMinutes(15)), (4, TimeSpan.FromHours(2)), (2, TimeSpan.FromHours(6)),
    ];

    private static readonly TimeSpan ShortLife = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan RevokedWithin = TimeSpan.FromSeconds(30);

    private readonly Dictionary<string, GrantedCard> cards = [];
    private readonly List<GrantedCard> order = [];
    private readonly Queue<GrantedCard> issued = new();

    public GrantedCard? Find(string token) => cards.GetValueOrDefault(token);

    /// <summary>One that was granted before, to whichever session; null while there is none.</summary>
    public GrantedCard? Earlier() => order.Count == 0 ? null : world.Chance.Of(order);

    /// <summary>One that was issued through us: the next to pay.</summary>
    public void Take(GrantedCard card)
    {
        if (cards.TryAdd(card.Id, card))
        {
            order.Add(card);
            issued.Enqueue(card);
        }
    }

    /// <summary>For the platform that has tokens issued.</summary>
    public async ValueTask<GrantedCard> Next() => issued.TryDequeue(out var card) ? card : await Mint();

    /// <summary>For another platform: what waits to pay for that one, where it can get hold of it.</summary>
    public async ValueTask<GrantedCard> Foreign() => issued.TryPeek(out var card) ? card : await Mint();

    /// <summary>Granted at the provider: it is whose session brings it.</summary>
    private async ValueTask<GrantedCard> Mint()
    {
        var life = world.Faults.Meets(FaultKind.TokenExpired) ? ShortLife : world.Chance.Weighted(Lives);
        var limit = world.Chance.OneIn(20) ? 400 : world.Chance.OneIn(4) ? 1_000 : 100_000;
        var expiry = (world.Scheduler.Now + life).ToUnixTimeSeconds();
        var form = string.Create(
            CultureInfo.InvariantCulture,
            $"payment_method={world.Chance.Weighted(Methods)}&usage_limits[currency]=usd&usage_limits[max_amount]={limit}&usage_limits[expires_at]={expiry}");
        var reply = await world.Provider.Directly(Accounts.SellerKey, "/v1/test_helpers/shared_payment/granted_tokens", form);
        using var json = JsonDocument.Parse(reply.Body);
        var card = new GrantedCard(
            json.RootElement.GetProperty("id").GetString()!,
            DateTimeOffset.FromUnixTimeSeconds(expiry),
            form.Contains(GrantedCard.AuthenticatingMethod, StringComparison.Ordinal));
        cards.Add(card.Id, card);
        order.Add(card);
        world.Trace?.Say("agent", $"is granted {card.Id} up to {limit}, for {life:h\\:mm\\:ss} ({form.Split('&')[0]})");
        RevokeSometimes(card);
        return card;
    }

    private void RevokeSometimes(GrantedCard card)
    {
        if (!world.Faults.Meets(FaultKind.TokenRevoked))
        {
            return;
        }

        var after = world.Chance.UpTo(world.Chance.OneIn(2) ? TimeSpan.FromMilliseconds(300) : RevokedWithin);
        world.Begin(async () =>
        {
            await world.Delay(after);
            var reply = await world.Provider.Directly(Accounts.SellerKey, $"/v1/test_helpers/shared_payment/granted_tokens/{card.Id}/revoke", "");
            card.IsRevoked = reply.Status == 200;
            world.Trace?.Say("agent", $"revokes {card.Id}: {reply.Status}");
        });
    }
}
