using System.Text;
using Acp.CheckoutSessions;
using Acp.Pricing;

namespace Acp.Tests;

public sealed class When_items_are_grouped : IDisposable
{
    private const string Groups = "$.fulfillment_groups";

    private static readonly Address Home = new("Ada", "1 Main St", null, "Town", "OR", "US", "97035");
    private static readonly Address Office = Home with { LineOne = "2 Side St" };

    private static readonly CatalogSnapshot Catalog = CatalogFile.Parse(
        """
        {
          "products": [
            { "id": "mug", "name": "Mug", "kind": "physical", "prices": { "usd": 1000 } },
            { "id": "tee", "name": "Tee", "kind": "physical", "prices": { "usd": 2000 } },
            { "id": "ebook", "name": "E-book", "kind": "digital", "prices": { "usd": 500 } }
          ],
          "shipping": [{ "id": "slow", "title": "Slow", "to": [{ "country": "US" }], "days": [3, 5], "prices": { "usd": 500 } }],
          "pickup": [
            {
              "id": "store", "title": "Store", "name": "Main", "type": "in_store", "ready_in_hours": 2, "kept_for_days": 7, "prices": { "usd": 0 },
              "address": { "line_one": "9 Main", "city": "Town", "state": "CA", "country": "US" }
            }
          ]
        }
        """u8.ToArray(),
        "catalog.json");

    private readonly World world = new();
    private readonly Seen seen = new();
    private readonly CheckoutSessionActor session;

    public When_items_are_grouped() => session = new CheckoutSessionActor(
        "cs_1",
        world.Ports with
        {
            Pricing = new Pricer(Catalog, Catalog, Catalog, Catalog, new StoreStock(world.Store, () => Catalog)),
            Replies = seen,
        });

    public void Dispose()
    {
        session.Dispose();
        world.Dispose();
    }

    [Fact]
    public async Task What_an_agent_says_of_its_session_is_told_back()
    {
        var group = Group("g1", FulfillmentType.Shipping, Home, "mug") with { LocationId = "dock", Instructions = "Ring twice." };
        await Create([group], quote: "quote_1", extensions: ["discount", "unheard_of"]);

        var view = await Look();

        Assert.Equal(("quote_1", "g1", "mug", "dock", "Ring twice."), (view.QuoteId, view.Groups[0].Id, view.Groups[0].ItemIds[0], view.Groups[0].LocationId, view.Groups[0].Instructions));
        Assert.Equal(["discount", "unheard_of"], view.Extensions);
    }

    [Theory]
    [InlineData(FulfillmentType.Shipping)]
    [InlineData(FulfillmentType.LocalDelivery)]
    public async Task An_address_of_a_group_is_the_sessions_where_that_has_none(FulfillmentType type)
    {
        await Create([Group("g1", FulfillmentType.Pickup, Office, "tee"), Group("g2", type, Home, "mug")]);

        Assert.Equal(Home, seen.View!.FulfillmentDetails?.Address);
        Assert.Equal(["slow", "store", "digital"], seen.View.Quote.Options.Select(option => option.Id));
    }

    [Fact]
    public async Task A_group_only_adds_the_address_to_what_the_session_knows()
    {
        await Create([Group("g1", FulfillmentType.Shipping, Home, "mug")], new FulfillmentDetails("Bob", "555", null, null));

        Assert.Equal(new FulfillmentDetails("Bob", "555", null, Home), seen.View!.FulfillmentDetails);
    }

    [Fact]
    public async Task Whom_to_ask_at_a_pickup_is_not_where_goods_go()
    {
        await Create([Group("g1", FulfillmentType.Pickup, Office, "mug"), Group("g2", FulfillmentType.Digital, Home, "ebook")]);

        Assert.Null(seen.View!.FulfillmentDetails?.Address);
    }

    [Fact]
    public async Task One_place_for_two_people_is_one_address()
    {
        await Create(
            [Group("g1", FulfillmentType.Shipping, Home with { Name = "Bob", City = " TOWN", State = "Oregon", PostalCode = "97-035" }, "mug")],
            new FulfillmentDetails(null, null, null, Home));

        Assert.Equal("Bob", Assert.Single(seen.View!.Groups).Details!.Address!.Name);
    }

    [Fact]
    public async Task A_second_address_is_refused()
    {
        await Create([Group("g1", FulfillmentType.Shipping, Home, "mug"), Group("g2", FulfillmentType.Shipping, Office, "tee")]);
        Refused(RefusalRule.DestinationsDiffer, $"{Groups}[1].fulfillment_details.address");

        await Create([Group("g1", FulfillmentType.LocalDelivery, Home, "mug")], new FulfillmentDetails(null, null, null, Office));
        Refused(RefusalRule.DestinationsDiffer, $"{Groups}[0].fulfillment_details.address");
    }

    [Fact]
    public async Task A_second_address_in_an_update_is_refused_and_nothing_changes()
    {
        await Create([], new FulfillmentDetails(null, null, null, Home));

        await Update(groups: [Group("g1", FulfillmentType.Shipping, Office, "mug")]);

        Refused(RefusalRule.DestinationsDiffer, $"{Groups}[0].fulfillment_details.address");
        Assert.Empty((await Look()).Groups);
    }

    [Fact]
    public async Task Another_address_of_the_session_is_another_one_for_its_groups()
    {
        await Create([Group("g1", FulfillmentType.Shipping, Home, "mug"), Group("g2", FulfillmentType.Pickup, Home, "tee")]);

        await Update(details: new FulfillmentDetails(null, null, null, Office));

        Assert.Equal([Office, Home], seen.View!.Groups.Select(group => group.Details!.Address));
        Assert.Equal(Office, seen.View.FulfillmentDetails!.Address);
    }

    [Fact]
    public async Task Another_address_of_the_groups_is_another_one_for_a_session_without_its_own()
    {
        await Create([Group("g1", FulfillmentType.Shipping, Home, "mug")]);

        await Update(groups: [Group("g1", FulfillmentType.Shipping, Office, "mug")]);

        Assert.Equal(Office, seen.View!.FulfillmentDetails!.Address);
    }

    public static TheoryData<string, FulfillmentGroup[]> Wrong => new()
    {
        { "[1].id", [Group("g1", FulfillmentType.Shipping, null, "mug"), Group("g1", FulfillmentType.Shipping, null, "tee")] },
        { "[0].item_ids[1]", [Group("g1", FulfillmentType.Shipping, null, "mug", "yacht")] },
        { "[1].item_ids[0]", [Group("g1", FulfillmentType.Shipping, null, "mug"), Group("g2", FulfillmentType.Pickup, null, "li_mug")] },
        { "[0].item_ids[0]", [Group("g1", FulfillmentType.Shipping, null, "ebook")] },
        { "[0].item_ids[0]", [Group("g1", FulfillmentType.Pickup, null, "ebook")] },
        { "[0].item_ids[0]", [Group("g1", FulfillmentType.Digital, null, "mug")] },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task Groups_that_make_no_sense_are_refused_on_create_and_on_update(string param, FulfillmentGroup[] groups)
    {
        await Create(groups);
        Refused(RefusalRule.FulfillmentGroupInvalid, Groups + param);

        await Create([]);
        await Update(groups: groups);
        Refused(RefusalRule.FulfillmentGroupInvalid, Groups + param);
    }

    [Fact]
    public async Task They_are_held_against_the_cart_that_comes_with_them()
    {
        await Create([]);

        await Update(items: ["tee"], groups: [Group("g1", FulfillmentType.Shipping, null, "mug")]);

        Refused(RefusalRule.FulfillmentGroupInvalid, $"{Groups}[0].item_ids[0]");
    }

    [Fact]
    public async Task What_left_the_cart_leaves_its_group_and_a_group_without_items_goes()
    {
        await Create([Group("g1", FulfillmentType.Shipping, null, "mug", "li_tee"), Group("g2", FulfillmentType.Digital, null, "ebook")]);

        await Update(items: ["tee"]);

        Assert.Equal("g1 li_tee", string.Join(", ", seen.View!.Groups.Select(group => $"{group.Id} {string.Join(' ', group.ItemIds)}")));
    }

    [Fact]
    public async Task The_address_outlives_the_group_that_brought_it()
    {
        await Create([Group("g1", FulfillmentType.Shipping, Home, "mug")]);

        await Update(items: ["tee"]);

        Assert.Empty(seen.View!.Groups);
        Assert.Equal(Home, seen.View.FulfillmentDetails!.Address);
        Assert.Contains("slow", seen.View.Quote.Options.Select(option => option.Id));
    }

    [Fact]
    public async Task Null_clears_them_and_the_address_that_they_brought()
    {
        await Create([Group("g1", FulfillmentType.Shipping, Home, "mug")]);

        await session.Update(world.Call(), Nothing() with { Groups = Change.To<IReadOnlyList<FulfillmentGroup>>(null) });

        Assert.Empty(seen.View!.Groups);
        Assert.Null(seen.View.FulfillmentDetails);
    }

    private static FulfillmentGroup Group(string id, FulfillmentType type, Address? address, params string[] ids) =>
        new(id, ids, type, address is null ? null : new FulfillmentDetails("Ada", null, null, address), LocationId: null, Instructions: null);

    private static UpdateCheckoutSession Nothing() => new(default, default, default, default, default, default);

    private async Task Create(
        IReadOnlyList<FulfillmentGroup> groups, FulfillmentDetails? details = null, string? quote = null, params string[] extensions) =>
        await session.Create(world.Call(path: "/"), World.Creation() with
        {
            Items = [new("mug", 1), new("tee", 1), new("ebook", 1)],
            FulfillmentDetails = details,
            Groups = groups,
            QuoteId = quote,
            Extensions = extensions,
        });

    private async Task Update(string[]? items = null, FulfillmentDetails? details = null, FulfillmentGroup[]? groups = null) =>
        await session.Update(world.Call(), Nothing() with
        {
            Items = items is null ? default : Change.To<IReadOnlyList<RequestedItem>>([.. items.Select(id => new RequestedItem(id, 1))]),
            FulfillmentDetails = details is null ? default : Change.To(details),
            Groups = groups is null ? default : Change.To<IReadOnlyList<FulfillmentGroup>>(groups),
        });

    private async Task<CheckoutSessionView> Look()
    {
        await session.Retrieve(new Caller(World.Platform, "v"));
        return seen.View!;
    }

    private void Refused(RefusalRule rule, string param) => Assert.Equal((rule, param), (seen.Refusal?.Rule, seen.Refusal?.Param));

    private sealed class Seen : IReplies
    {
        public CheckoutSessionView? View { get; private set; }

        public Refusal? Refusal { get; private set; }

        public Reply Render(string apiVersion, CheckoutSessionView session, bool created)
        {
            (View, Refusal) = (session, null);
            return new Reply(created ? 201 : 200, Encoding.UTF8.GetBytes(session.Id));
        }

        public Reply Render(string apiVersion, Refusal refusal)
        {
            (View, Refusal) = (null, refusal);
            return new Reply(400, Encoding.UTF8.GetBytes(refusal.Rule.ToString()));
        }
    }
}
