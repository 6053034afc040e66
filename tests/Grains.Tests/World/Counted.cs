using System.Text.Json;
using Acp.SharedPaymentTokens;
using Acp.Store;

namespace Acp.Tests;

/// <summary>The overview against a count of everything that is listed, made by other means.</summary>
internal static class Counted
{
    public static async Task Agrees(World world)
    {
        var now = world.Clock.Now;
        var rows = await world.Inventory.ListTokens(new TokenFilter(), now, after: null, limit: 10_000);
        var records = await Task.WhenAll(rows.Select(async row =>
            (row, (await world.Store.LoadSnapshot<TokenRecord>(SharedPaymentToken.KeyOf(row.Id))).State!)));
        var overview = TokenOverview.Of(await world.Inventory.CountTokens(TokenOverview.Ranges(now), now), now);
        Same(Count(records, now), overview.All);
        Same(Count([.. records.Where(it => it.row.Origin == TokenOrigin.Issued)], now), overview.Issued);
        Same(Count([.. records.Where(it => it.row.Origin == TokenOrigin.Granted)], now), overview.Granted);
        Assert.All(records, it => Assert.Equal(it.Item2.StatusAt(now), it.row.Status));
    }

    private static void Same(TokenStatistics expected, TokenStatistics told) =>
        Assert.Equal(JsonSerializer.Serialize(expected), JsonSerializer.Serialize(told));

    private static TokenStatistics Count((TokenRow Row, TokenRecord Record)[] tokens, DateTimeOffset now)
    {
        long Of(SharedPaymentTokenStatus status) => tokens.LongCount(token => token.Row.Status == status);
        var ended = tokens.Count(token => token.Row.Status != SharedPaymentTokenStatus.Active);
        var used = tokens.Where(token => token.Row.Status == SharedPaymentTokenStatus.Used).ToArray();
        var hour = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerHour));
        var day = new DateTimeOffset(now.Date, TimeSpan.Zero);
        var seconds = used.Select(token => Math.Max(0, Math.Floor((token.Row.EndedAt!.Value - token.Row.CreatedAt).TotalSeconds))).ToArray();
        return new(
            States(tokens, token => 1),
            [.. Enumerable.Range(-47, 48).Select(i => Period(tokens, hour.AddHours(i), TimeSpan.FromHours(1)))],
            [.. Enumerable.Range(-29, 30).Select(i => Period(tokens, day.AddDays(i), TimeSpan.FromDays(1)))],
            ended == 0 ? null : (double)Of(SharedPaymentTokenStatus.Used) / ended,
            new(used.Length == 0 ? null : seconds.Average(), [.. new int?[] { 10, 30, 60, 120, 300, 900, null }.Zip([-1, 10, 30, 60, 120, 300, 900], (to, from) =>
                new TimeToUseBucket(to, seconds.LongCount(took => took > from && (to is null || took <= to))))]),
            [.. tokens.Select(token => token.Row.Currency).Concat(used.Select(CapturedIn)).Distinct()
                .OrderBy(currency => currency ?? "-", StringComparer.Ordinal).Select(currency => Sums(tokens, currency)).Where(sums => sums is not null)!]);
    }

    private static string? CapturedIn((TokenRow Row, TokenRecord Record) token) =>
        (token.Record.State as SharedPaymentToken.Used)?.Captured?.Currency;

    private static TokenSums Sums((TokenRow Row, TokenRecord Record)[] tokens, string? currency) => new(
        currency,
        States([.. tokens.Where(token => token.Row.Currency == currency)], token => token.Row.Amount ?? 0),
        tokens.Select(token => (token.Record.State as SharedPaymentToken.Used)?.Captured).Where(it => it is not null && it.Currency == currency).Sum(it => it!.Amount));

    private static TokenStates States((TokenRow Row, TokenRecord Record)[] tokens, Func<(TokenRow Row, TokenRecord Record), long> of)
    {
        long Of(SharedPaymentTokenStatus status) => tokens.Where(token => token.Row.Status == status).Sum(of);
        return new(Of(SharedPaymentTokenStatus.Active), Of(SharedPaymentTokenStatus.Used), Of(SharedPaymentTokenStatus.Expired), Of(SharedPaymentTokenStatus.Revoked));
    }

    private static TokenPeriod Period((TokenRow Row, TokenRecord Record)[] tokens, DateTimeOffset from, TimeSpan length)
    {
        bool Within(DateTimeOffset? at) => at >= from && at < from + length;
        long Of(SharedPaymentTokenStatus status) => tokens.LongCount(token => token.Row.Status == status && Within(token.Row.EndedAt));
        return new(
            from,
            tokens.LongCount(token => Within(token.Row.CreatedAt)),
            Of(SharedPaymentTokenStatus.Used),
            Of(SharedPaymentTokenStatus.Expired),
            Of(SharedPaymentTokenStatus.Revoked));
    }
}
