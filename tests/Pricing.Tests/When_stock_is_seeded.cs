using Acp.Storage.Memory;
using Acp.Store;
using FsCheck;
using FsCheck.Fluent;

namespace Acp.Pricing.Tests;

public sealed class When_stock_is_seeded
{
    private readonly SeededStore store = new(new MemoryStore(TimeProvider.System));
    private readonly CountedIds ids = new();

    [Fact]
    public async Task The_first_number_is_added_whole_and_once()
    {
        await Seed(10);
        await Seed(10);

        Assert.Equal(10, await Available());
        Assert.Single(store.Landed);
    }

    [Fact]
    public async Task A_restart_does_not_give_back_what_was_sold()
    {
        await Seed(10);
        await store.Sell("mug", 4);

        await Seed(10);

        Assert.Equal(6, await Available());
    }

    [Fact]
    public async Task An_edit_adds_the_difference()
    {
        await Seed(10);
        await store.Sell("mug", 4);

        await Seed(15);

        Assert.Equal(11, await Available());
    }

    [Fact]
    public async Task More_may_be_taken_away_than_is_left_and_then_nobody_can_buy()
    {
        await Seed(10);
        await store.Sell("mug", 4);

        await Seed(2);

        Assert.Equal(-2, await Available());
        Assert.Equal(Availability.Counted(-2), await Left(2, "mug"));
    }

    [Fact]
    public async Task Without_a_number_it_is_not_counted_and_with_one_again_nothing_is_forgotten()
    {
        await Seed(10);
        await store.Sell("mug", 4);

        await Seed(null);
        Assert.Equal(Availability.NotCounted, await Left(null, "mug"));

        await Seed(12);
        Assert.Equal(Availability.Counted(8), await Left(12, "mug"));
    }

    [Fact]
    public async Task A_product_that_left_the_file_has_none() => Assert.Equal(Availability.Counted(0), await Left(10, "cup"));

    [Fact]
    public async Task The_change_is_audited()
    {
        await Seed(10);
        await Seed(4);

        Assert.Equal(["""{"from":null,"to":10}""", """{"from":10,"to":4}"""], store.Landed.Select(unit => Assert.Single(unit.Audit).Detail));
    }

    [Fact]
    public void Any_edits_sales_and_crashes_leave_the_last_number_less_what_was_sold() => Prop.ForAll(Steps, async steps =>
    {
        var (world, last, sold) = (new SeededStore(new MemoryStore(TimeProvider.System)), 0L, 0);
        foreach (var (seed, sale, fault) in steps)
        {
            world.Faults.Clear();
            world.Faults.Enqueue(fault);
            await ApplyUntilItHolds(world, seed);
            await world.Sell("mug", sale);
            (last, sold) = (seed, sold + sale);
        }

        return await world.ReadCounter(StockCounters.Available("mug")) == last - sold;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public async Task Of_many_processes_with_one_file_one_adds()
    {
        await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => Seed(10))));
        Assert.Equal(10, await Available());

        await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => Seed(25))));
        Assert.Equal(25, await Available());
    }

    [Fact]
    public async Task A_process_that_lost_the_race_decides_anew()
    {
        store.Before = async () =>
        {
            store.Before = () => Task.CompletedTask;
            await Seeder(store).Apply(Catalog(7));
        };

        await Seed(10);

        Assert.Equal(10, await Available());
    }

    [Fact]
    public async Task A_loop_of_lost_races_ends()
    {
        var seeds = 100;
        var busy = false;
        store.Before = async () =>
        {
            if (!busy)
            {
                busy = true;
                await Seeder(store).Apply(Catalog(seeds++));
                busy = false;
            }
        };

        await Assert.ThrowsAsync<StoreUnavailableException>(() => Seed(10));
    }

    private static Arbitrary<(int Seed, int Sale, Fault Fault)[]> Steps { get; } = (
        from seed in Gen.Choose(0, 50)
        from sale in Gen.Choose(0, 5)
        from fault in Gen.Elements(Enum.GetValues<Fault>())
        select (seed, sale, fault)).ArrayOf().ToArbitrary();

    private static CatalogSnapshot Catalog(long? stock) => Shop.Parse($$"""
        { "products": [{ "id": "mug", "name": "Mug", "kind": "physical", "prices": { "usd": 1000 }{{(stock is null ? "" : $", \"stock\": {stock}")}} }] }
        """);

    private async Task ApplyUntilItHolds(SeededStore world, long seed)
    {
        try
        {
            await Seeder(world).Apply(Catalog(seed));
        }
        catch (StoreUnavailableException)
        {
            await Seeder(world).Apply(Catalog(seed));
        }
    }

    private async Task Seed(long? stock) => await Seeder(store).Apply(Catalog(stock));

    private StockSeeder Seeder(SeededStore into) => new(into, ids, TimeProvider.System);

    private async Task<Availability> Left(long? stock, string product) =>
        Assert.Single(await new StoreStock(store, () => Catalog(stock)).Available([product]));

    private async Task<long> Available() => await store.ReadCounter(StockCounters.Available("mug"));
}
