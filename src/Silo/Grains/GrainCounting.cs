using System.Collections.Frozen;
using Acp.Telemetry;
using Orleans.Metadata;

namespace Acp.Silo.Grains;

/// <summary>Counts the product's grains as they come into this silo's memory and leave it.</summary>
internal sealed class GrainCounting(GrainInstruments measured) : IConfigureGrainContextProvider
{
    /// <summary>By the name of their grain type.</summary>
    private static readonly FrozenDictionary<string, string> Names = new Dictionary<string, string>
    {
        ["checkout-session"] = "checkout_session",
        ["shared-payment-token"] = "shared_payment_token",
        ["token-issue"] = "token_issue",
        ["provider-event"] = "provider_event",
        ["order"] = "order",
        ["delivery"] = "delivery",
    }.ToFrozenDictionary();

    public bool TryGetConfigurator(GrainType grainType, GrainProperties properties, out IConfigureGrainContext configurator)
    {
        configurator = new Counted(measured, Names.GetValueOrDefault(grainType.ToString() ?? string.Empty, string.Empty));
        return Names.ContainsKey(grainType.ToString() ?? string.Empty);
    }

    private sealed class Counted(GrainInstruments measured, string name) : IConfigureGrainContext
    {
        public void Configure(IGrainContext context) => context.ObservableLifecycle.Subscribe(
            nameof(GrainCounting), GrainLifecycleStage.Activate, _ => Done(() => measured.Activated(name)), _ => Done(() => measured.Deactivated(name)));

        private static Task Done(Action count)
        {
            count();
            return Task.CompletedTask;
        }
    }
}
