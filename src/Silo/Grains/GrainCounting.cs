using System.Collections.Frozen;
using System.Reflection;
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

    /// <summary>By the name of their class.</summary>
    private static readonly FrozenDictionary<string, string> NamesOfClasses = new[]
    {
        typeof(CheckoutSessionGrain), typeof(SharedPaymentTokenGrain), typeof(TokenIssueGrain), typeof(ProviderEventGrain), typeof(OrderGrain), typeof(DeliveryGrain),
    }.ToFrozenDictionary(type => type.FullName!, type => Names[type.GetCustomAttribute<GrainTypeAttribute>()!.GetGrainType(null!, type).ToString()!]);

    /// <param name="grainClass">As the engine's statistics write it, with or without its assembly.</param>
    /// <returns>Empty where it is none of the product's.</returns>
    public static string NameOf(string grainClass) => NamesOfClasses.GetValueOrDefault(grainClass.Split(',')[0], string.Empty);

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
