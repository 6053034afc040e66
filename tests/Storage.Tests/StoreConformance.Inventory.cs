using Acp.SharedPaymentTokens;
using Acp.Storage.Inventory;
using Acp.Store;

namespace Acp.Storage.Tests;

public abstract partial class StoreConformance
{
    [Fact]
    public async Task A_token_is_listed_whole()
    {
        var row = Units.Token("spt_1", SharedPaymentTokenStatus.Used) with
        {
            Origin = TokenOrigin.Issued,
            Merchant = "shop.example",
            Session = "cs_1",
            CreatedAt = Clock.Now.ToOffset(TimeSpan.FromHours(2)),
            ExpiresAt = Clock.Now.AddMinutes(5),
            EndedAt = Clock.Now.AddMinutes(1),
        };
        var bare = new TokenRow("spt_0", TokenOrigin.Granted, SharedPaymentTokenStatus.Active, null, null, null, null, null, Clock.Now, null, null);
        await Committed(Units.Swap(row.At(0), bare.At(0)));

        Assert.Equal([row, bare], await Listed(new TokenFilter()));
    }

    [Fact]
    public async Task What_is_listed_changes_with_the_state_or_not_at_all()
    {
        await Committed(Units.Swap(Units.Token("spt_1").At(0)));

        await Store.Commit(Units.Swap(Units.Token("spt_1", SharedPaymentTokenStatus.Used).At(0)));
        Assert.Equal(SharedPaymentTokenStatus.Active, Assert.Single(await Listed(new TokenFilter())).Status);

        await Committed(Units.Swap(Units.Token("spt_1", SharedPaymentTokenStatus.Used).At(1)));
        Assert.Equal(SharedPaymentTokenStatus.Used, Assert.Single(await Listed(new TokenFilter())).Status);

        await Committed(Units.Swap("token/spt_1".At(2)));
        Assert.Equal(SharedPaymentTokenStatus.Used, Assert.Single(await Listed(new TokenFilter())).Status);
    }

    [Fact]
    public async Task Pages_go_from_the_newest_to_the_oldest_and_each_token_is_on_one()
    {
        // Several of each millisecond, across statuses and origins; ids of one millisecond go downwards by bytes.
        var rows = Enumerable.Range(0, 60).Select(i => Units.Token(i % 7 == 0 ? $"{i}\ufffd" : i % 7 == 1 ? $"{i}🔑" : $"{i}") with
        {
            CreatedAt = Clock.Now.AddMilliseconds(i / 6),
            Origin = i % 2 == 0 ? TokenOrigin.Granted : TokenOrigin.Issued,
            Status = (SharedPaymentTokenStatus)(i % 4),
        }).ToList();
        await Committed(Units.Swap([.. rows.Select(row => row.At(0))]));

        var all = await Pages(new TokenFilter(), size: 7);

        Assert.Equal(rows.OrderByDescending(row => row.CreatedAt).ThenByDescending(row => row.Id, Bytes.Order), all);
    }

    public static TheoryData<string> Filters => [.. AllFilters.Keys];

    [Theory]
    [MemberData(nameof(Filters))]
    public async Task Each_filter_lets_through_what_it_says_and_no_more(string name)
    {
        var rows = Various().ToList();
        await Committed(Units.Swap([.. rows.Select(row => row.At(0))]));
        var (filter, fits) = AllFilters[name];

        var all = await Pages(filter, size: 5);

        var expected = rows.Where(fits).OrderByDescending(row => row.CreatedAt).ThenByDescending(row => row.Id, Bytes.Order).ToList();
        Assert.NotEmpty(expected);
        Assert.True(expected.Count < rows.Count, "The filter should leave something out.");
        Assert.Equal(expected, all);
    }

    [Fact]
    public async Task A_token_past_its_time_is_listed_as_expired_though_nothing_has_swept_it()
    {
        await Committed(Units.Swap((Units.Token("spt_1") with { ExpiresAt = Clock.Now.AddMinutes(5) }).At(0)));
        var active = new TokenFilter { Status = SharedPaymentTokenStatus.Active };
        var expired = new TokenFilter { Status = SharedPaymentTokenStatus.Expired };

        Clock.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromMilliseconds(1));
        Assert.Single(await Listed(active));
        Assert.Empty(await Listed(expired));

        Clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Empty(await Listed(active));
        Assert.Equal(SharedPaymentTokenStatus.Expired, Assert.Single(await Listed(expired)).Status);
        Assert.Equal(SharedPaymentTokenStatus.Expired, Assert.Single(await Listed(new TokenFilter { Platform = "platform" })).Status);
        Assert.Single(await Listed(expired with { Platform = "platform" }));
        Assert.Empty(await Listed(active with { Platform = "platform" }));
    }

    [Fact]
    public async Task Overdue_are_the_active_ones_past_their_time_that_no_session_holds()
    {
        await Committed(Units.Swap(
        [
            Overdue("third", minutes: 1).At(0),
            Overdue("first", minutes: 3).At(0),
            Overdue("second", minutes: 2).At(0),
            (Overdue("held", minutes: 9) with { Session = "cs_1" }).At(0),
            (Overdue("used", minutes: 9) with { Status = SharedPaymentTokenStatus.Used }).At(0),
            (Overdue("swept", minutes: 9) with { Status = SharedPaymentTokenStatus.Expired }).At(0),
            Overdue("later", minutes: -1).At(0),
            Units.Token("for ever").At(0),
        ]));

        Assert.Equal(["first", "second"], await Store.FindOverdueTokens(Clock.Now, 2));
        Assert.Equal(["first", "second", "third"], await Store.FindOverdueTokens(Clock.Now, 10));
    }

    [Fact]
    public async Task A_count_has_the_tallies_and_what_is_overdue_held_or_not()
    {
        await Committed(Units.Swap(
        [
            Overdue("a", minutes: 1).At(0),
            (Overdue("b", minutes: 2) with { Session = "cs_1", Amount = 50 }).At(0),
            (Overdue("c", minutes: 3) with { Amount = null }).At(0),
            (Overdue("d", minutes: 3) with { Currency = null, Origin = TokenOrigin.Issued }).At(0),
            Overdue("later", minutes: -1).At(0),
        ]) with
        {
            Tallies = [new("a/1", 1), new("a/2", 2), new("b/1", 3), new("c/1", 4)],
        });

        var count = await Store.CountTokens([("a/", "a0"), ("a/2", "b0")], Clock.Now);

        Assert.Equal(new Dictionary<string, long> { ["a/1"] = 1, ["a/2"] = 2, ["b/1"] = 3 }, count.Tallies);
        Assert.Equal(
            [new OverdueTokens(TokenOrigin.Granted, "usd", 3, 1300), new OverdueTokens(TokenOrigin.Issued, null, 1, 1250)],
            count.Overdue.OrderBy(overdue => overdue.Origin));
    }

    [Fact]
    public async Task States_of_a_kind_are_listed_in_the_order_of_their_keys()
    {
        await Committed(Units.Swap(
        [
            Merchant("merchant/c", "verified"),
            Merchant("merchant/a", "registered"),
            Merchant("merchant/b\ufffd", "verified"),
            Merchant("merchant/b🔑", "verified"),
            "event/1".At(0) with { Index = new IndexColumns("event", "treated", null, null, null, Units.Noon) },
            "session/1".At(0),
        ]));
        await Committed(Units.Swap(Merchant("merchant/a", "suspended", version: 1)));

        Assert.Equal(["merchant/a", "merchant/b\ufffd", "merchant/b🔑", "merchant/c"], Keys(await Store.ListStates("merchant", null, null, 10)));
        Assert.Equal(["merchant/b\ufffd", "merchant/b🔑"], Keys(await Store.ListStates("merchant", "verified", "merchant/a", 2)));
        Assert.Equal(["merchant/c"], Keys(await Store.ListStates("merchant", null, "merchant/b🔑", 2)));
        Assert.Empty(await Store.ListStates("merchant", "registered", null, 10));
        var first = (await Store.ListStates("merchant", "suspended", null, 1))[0];
        Assert.Equal(("suspended", "merchant/a at 1", Units.Noon), (first.Status, first.State.Text(), first.CreatedAt));
    }

    /// <summary>Few are sorted, many are looked for among the newest: nobody must see which.</summary>
    [Theory]
    [InlineData(TokenQuery.Few)]
    [InlineData(TokenQuery.Few + 1)]
    public async Task An_amount_is_listed_alike_whether_few_have_it_or_many(int count)
    {
        var rows = Enumerable.Range(0, count).Select(i => Units.Token($"spt_{i:D5}") with
        {
            CreatedAt = Clock.Now.AddMilliseconds(i / 3),
            Origin = i % 2 == 0 ? TokenOrigin.Granted : TokenOrigin.Issued,
            Status = (SharedPaymentTokenStatus)(i % 4),
            Amount = 700,
        }).ToArray();
        await Committed(Units.Swap([.. rows.Select(row => row.At(0)), .. new long?[] { 699, 701, null }.Select(other => (Units.Token($"{other}") with { Amount = other }).At(0))]));
        var filter = new TokenFilter { AmountFrom = 700, AmountTo = 700, Origin = TokenOrigin.Issued };

        var first = await Store.ListTokens(filter, Clock.Now, after: null, limit: 3);
        var second = await Store.ListTokens(filter, Clock.Now, new TokenPlace(first[^1].CreatedAt, first[^1].Id), limit: 3);

        Assert.Equal(rows.Reverse().Where(row => row.Origin == TokenOrigin.Issued).Take(6).Select(row => row.Id), first.Concat(second).Select(row => row.Id));
    }

    [Fact]
    public async Task What_cannot_be_listed_is_a_mistake()
    {
        await Assert.ThrowsAsync<ArgumentException>(async () => await Store.ListStates("checkout_session", null, null, 10));
        await Assert.ThrowsAsync<ArgumentException>(async () => await Store.ListStates("shared_payment_token", null, null, 10));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await Store.ListStates("merchant", null, null, 0));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await Store.ListTokens(new TokenFilter(), Clock.Now, null, 0));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await Store.FindOverdueTokens(Clock.Now, 0));
        await Assert.ThrowsAsync<ArgumentException>(async () => await Store.Commit(Units.Swap(Units.Token("a").At(0), "b".At(0) with { Token = Units.Token("a") })));
    }

    private static readonly Dictionary<string, (TokenFilter Filter, Func<TokenRow, bool> Fits)> AllFilters = new()
    {
        ["active"] = (new() { Status = SharedPaymentTokenStatus.Active }, row => row.Status == SharedPaymentTokenStatus.Active),
        ["used"] = (new() { Status = SharedPaymentTokenStatus.Used }, row => row.Status == SharedPaymentTokenStatus.Used),
        ["expired"] = (new() { Status = SharedPaymentTokenStatus.Expired }, row => row.Status == SharedPaymentTokenStatus.Expired),
        ["revoked"] = (new() { Status = SharedPaymentTokenStatus.Revoked }, row => row.Status == SharedPaymentTokenStatus.Revoked),
        ["origin"] = (new() { Origin = TokenOrigin.Issued }, row => row.Origin == TokenOrigin.Issued),
        ["platform"] = (new() { Platform = "platform 1" }, row => row.Platform == "platform 1"),
        ["merchant"] = (new() { Merchant = "merchant 1" }, row => row.Merchant == "merchant 1"),
        ["session"] = (new() { Session = "cs_4" }, row => row.Session == "cs_4"),
        ["currency"] = (new() { Currency = "eur" }, row => row.Currency == "eur"),
        ["from"] = (new() { CreatedFrom = Units.Noon.AddMilliseconds(5) }, row => row.CreatedAt >= Units.Noon.AddMilliseconds(5)),
        ["to"] = (new() { CreatedTo = Units.Noon.AddMilliseconds(5) }, row => row.CreatedAt < Units.Noon.AddMilliseconds(5)),
        ["at least"] = (new() { AmountFrom = 500 }, row => row.Amount >= 500),
        ["at most"] = (new() { AmountTo = 500 }, row => row.Amount <= 500),
        ["all"] = (
            new()
            {
                Status = SharedPaymentTokenStatus.Used,
                Origin = TokenOrigin.Granted,
                Platform = "platform 1",
                Currency = "eur",
                CreatedFrom = Units.Noon,
                CreatedTo = Units.Noon.AddMilliseconds(9),
                AmountFrom = 0,
                AmountTo = 900,
            },
            row => row is { Status: SharedPaymentTokenStatus.Used, Origin: TokenOrigin.Granted, Platform: "platform 1", Currency: "eur", Amount: <= 900 }
                && row.CreatedAt < Units.Noon.AddMilliseconds(9)),
    };

    // Every member takes each of its values with each of the others' sooner or later: the periods have no common divisor.
    private static IEnumerable<TokenRow> Various() => Enumerable.Range(0, 120).Select(i => new TokenRow(
        $"spt_{i}",
        i % 2 == 0 ? TokenOrigin.Granted : TokenOrigin.Issued,
        (SharedPaymentTokenStatus)(i / 2 % 4),
        i % 3 == 0 ? null : $"platform {i % 3}",
        i % 2 == 0 ? null : $"merchant {i % 5}",
        i % 7 == 0 ? null : $"cs_{i % 7}",
        i % 5 == 0 ? null : i % 5 < 3 ? "usd" : "eur",
        i % 11 == 0 ? null : i % 11 * 100,
        Units.Noon.AddMilliseconds(i % 13),
        ExpiresAt: null,
        EndedAt: null));

    private static StateChange Merchant(string key, string status, long version = 0) =>
        key.At(version, $"{key} at {version}") with { Index = new IndexColumns("merchant", status, null, null, null, Units.Noon) };

    private static List<string> Keys(IEnumerable<ListedState> states) => [.. states.Select(state => state.Key)];

    private TokenRow Overdue(string id, int minutes) => Units.Token(id) with { ExpiresAt = Clock.Now.AddMinutes(-minutes) };

    private async Task<IReadOnlyList<TokenRow>> Listed(TokenFilter filter) => await Store.ListTokens(filter, Clock.Now, after: null, limit: 100);

    private async Task<List<TokenRow>> Pages(TokenFilter filter, int size)
    {
        var all = new List<TokenRow>();
        while (true)
        {
            var after = all is [.., var last] ? new TokenPlace(last.CreatedAt, last.Id) : null;
            var page = await Store.ListTokens(filter, Clock.Now, after, size);
            all.AddRange(page);
            if (page.Count < size)
            {
                return all;
            }
        }
    }
}
