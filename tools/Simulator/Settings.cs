using Acp.CheckoutSessions;
using Acp.Deliveries;
using Acp.Orders;
using Acp.Payments;
using Acp.Store;

namespace Acp.Simulation;

/// <summary>How schedules are run and judged.</summary>
public sealed record Settings
{
    /// <summary>Whether every session must have settled some days after the last fault.</summary>
    public bool MustSettle { get; init; } = true;

    /// <summary>
    /// What is judged; all by default. Tests that want to see what a bug does to the money look away from the mechanism
    /// that it breaks on the way.
    /// </summary>
    public Func<Invariant, bool> Judges { get; init; } = _ => true;

    public Substitutes Substitutes { get; init; } = new();
}

/// <summary>
/// What tests put between the actors and their ports, to prove that the auditor finds what it breaks. Made anew for
/// each process, whose memory dies with it.
/// </summary>
public sealed record Substitutes
{
    public Func<IStore, IStore> Store { get; init; } = store => store;

    public Func<IInventory, IInventory> Inventory { get; init; } = inventory => inventory;

    public Func<IPaymentProvider, IPaymentProvider> Provider { get; init; } = provider => provider;

    public Func<IHostedPages, IHostedPages> Pages { get; init; } = pages => pages;

    public Func<IRefunds, IRefunds> Refunds { get; init; } = refunds => refunds;

    public Func<ITokenIssuer, ITokenIssuer> Issuer { get; init; } = issuer => issuer;

    public Func<IOrder, IOrder> Order { get; init; } = order => order;

    public Func<IOrderHooks, IOrderHooks> Hooks { get; init; } = hooks => hooks;

    public Func<IIds, IIds> Ids { get; init; } = ids => ids;

    public Func<TimeProvider, TimeProvider> Clock { get; init; } = clock => clock;

    public Deciders Deciders { get; init; } = new();
}
