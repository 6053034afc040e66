using Acp.Gateway.Admin;
using Acp.Gateway.Hosting;
using Acp.Gateway.MerchantSystems;
using Acp.Gateway.Outside;
using Acp.Gateway.Platforms;
using Acp.Gateway.Webhooks.Outgoing;
using Acp.Keys;
using Acp.Launching;
using Acp.Payments;
using Acp.Pricing;
using Acp.Store;
using Microsoft.Extensions.Options;

namespace Acp.Gateway.Launching;

/// <summary>All that was seen.</summary>
internal sealed record LaunchSight(
    Looked<AccountReport> Account,
    Looked<StoreReport> Store,
    Looked<PublicFacts> Public,
    Looked<OutgoingFacts> Outgoing,
    Looked<IReadOnlyList<ShownLink>> Links,
    Looked<IReadOnlyList<LaunchFinding>> Amounts);

/// <summary>Looks at everything side by side, and has the rules judge it.</summary>
/// <param name="services">Of a gateway that is not started. Neither the store nor a fake provider is asked of it: that would open them.</param>
/// <param name="told">What takes its time.</param>
internal sealed class LaunchCheck(IServiceProvider services, bool isStrict, TextWriter told)
{
    private readonly TimeProvider clock = services.GetRequiredService<TimeProvider>();
    private readonly OutsideNetwork network = services.GetRequiredService<OutsideNetwork>();
    private readonly NoticeDoor door = services.GetRequiredService<NoticeDoor>();

    public async Task<LaunchReport> Look()
    {
        var publicUrl = Looking.At(Of<MerchantOptions>).Value?.PublicUrl;
        await told.WriteLineAsync($"Looking at the settings, the store, the payment account, {publicUrl ?? "no public address"} and whom we call: at most {Looking.Patience.TotalSeconds:0} s …");
        var (account, store, seen) = (Try(Account), Try(Store), Try(Public));
        var (outgoing, links, amounts) = (Try(Outgoing), Try(Links), Try(Amounts));
        var sight = new LaunchSight(await account, await store, await seen, await outgoing, await links, await amounts);
        var environment = services.GetRequiredService<IHostEnvironment>().EnvironmentName;
        return new(environment, publicUrl, isStrict, LaunchSections.Of(services, sight, Keys(sight.Store.Value), clock.GetUtcNow()));
    }

    private Task<AccountReport> Account(CancellationToken stop) =>
        services.GetRequiredService<IAccountInspection>().Look(new Uri(Of<MerchantOptions>().UrlOf(door.Path)), stop);

    private Task<StoreReport> Store(CancellationToken stop) => services.GetRequiredService<IStoreInspection>().Look(stop);

    private Task<PublicFacts> Public(CancellationToken stop) =>
        new PublicLook(network, clock, door).Look(Of<MerchantOptions>(), services.GetRequiredService<IAccountInspection>().TrialNotices, stop);

    private Task<OutgoingFacts> Outgoing(CancellationToken stop) => new OutgoingLook(network, clock).Look(
        [.. Of<PlatformsOptions>().Platforms], Of<MerchantOptions>(), Of<WebhooksOptions>(), Of<MerchantSystemsOptions>(), Collector(), stop);

    private Task<IReadOnlyList<ShownLink>> Links(CancellationToken stop) => new ShopLook(network, clock).Links(Of<MerchantOptions>(), stop);

    private Task<IReadOnlyList<LaunchFinding>> Amounts(CancellationToken stop) =>
        AmountLook.Look(services.GetRequiredService<CatalogFileSource>().Current, Of<MerchantSystemsOptions>().Catalog.IsConfigured, clock.GetUtcNow());

    private Looked<KeyFacts> Keys(StoreReport? store) => Looking.At(() => new KeyFacts(
        [.. Of<PlatformsOptions>().Platforms],
        [.. Of<AdminOptions>().Keys],
        store?.Keys is { } made ? [.. made.Select(state => StateCodec.Decode<AccessKey>(state.Span))] : null));

    private (string Key, string Url)? Collector()
    {
        var configuration = services.GetRequiredService<IConfiguration>();
        string[] keys = ["OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", "OTEL_EXPORTER_OTLP_ENDPOINT"];
        return keys.FirstOrDefault(key => !string.IsNullOrWhiteSpace(configuration[key])) is { } named ? (named, configuration[named]!) : null;
    }

    private Task<Looked<T>> Try<T>(Func<CancellationToken, Task<T>> look)
        where T : class => Looking.Try(look, clock);

    private T Of<T>()
        where T : class => services.GetRequiredService<IOptions<T>>().Value;
}
